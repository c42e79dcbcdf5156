using Chaos.Record;

namespace Chaos.Reporting;

/// <summary>The record of a run as a text file, one operation or fault a line, in the order of their begins.</summary>
internal static class OperationFile
{
    /// <summary>Writes the file.</summary>
    public static Task WriteAsync(string path, RunRecord run, CancellationToken cancellationToken)
    {
        var lines = run.Operations.Select(operation => (operation.Start, Line: operation.ToString()))
            .Concat(run.Faults.SelectMany(fault => new[]
            {
                (Start: fault.Begin, Line: FormattableString.Invariant($"{fault.Begin.TotalSeconds:0.000} s === {fault.Name} begins: {fault.What}")),
                (Start: fault.Heal, Line: FormattableString.Invariant($"{fault.Heal.TotalSeconds:0.000} s === {fault.Name} is repaired")),
                (Start: fault.End, Line: FormattableString.Invariant($"{fault.End.TotalSeconds:0.000} s === whole again after {fault.Name}")),
            }))
            .OrderBy(entry => entry.Start);
        return File.WriteAllLinesAsync(path, lines.Select(entry => entry.Line), cancellationToken);
    }
}
