using ActorKube.Benchmarks;

// One file a benchmark, one line here.
var benchmarks = new Dictionary<string, Func<Size, Task>>
{
    ["store"] = StoreBenchmark.Run,
    ["api"] = ApiBenchmark.Run,
    ["containers"] = ContainerBenchmark.Run,
};

if (args is [var name, .. [] or ["--smoke"]] && benchmarks.TryGetValue(name, out var run))
{
    await run(args.Length == 1 ? Size.Whole : Size.Smoke);
    return 0;
}
Console.Error.WriteLine($"usage: dotnet run --project tests/ActorKube.Benchmarks -c Release -- {string.Join('|', benchmarks.Keys)} [--smoke]");
return 2;
