// The shared model, models of their own, and everything else: the first two are waiting much of the time.
[assembly: Xunit.v3.Parallelization(MaxThreads = 3)]
