-- One line of wrk's figures for programs: requests, microseconds, bytes, errors by kind, latencies in microseconds.
function done(summary, latency, requests)
    local errors = summary.errors
    io.write(string.format("figures %.0f %.0f %.0f %.0f %.0f %.0f %.0f %.0f %.0f %.0f\n",
        summary.requests, summary.duration, summary.bytes,
        errors.connect, errors.read, errors.write, errors.status, errors.timeout,
        latency:percentile(50), latency:percentile(99)))
end
