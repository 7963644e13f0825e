using ActorKube.Benchmarks;

// One file a benchmark, one line here.
var benchmarks = new Dictionary<string, Func<Task>>
{
    ["store"] = StoreBenchmark.Run,
    ["api"] = ApiBenchmark.Run,
};

if (args is [var name] && benchmarks.TryGetValue(name, out var run))
{
    await run();
    return 0;
}
Console.Error.WriteLine($"usage: dotnet run --project tests/ActorKube.Benchmarks -c Release -- {string.Join('|', benchmarks.Keys)}");
return 2;
