using ActorKube.Benchmarks;

// One file a benchmark, one line here. A name with a dash is a part of another one, which starts it.
var benchmarks = new Dictionary<string, Func<Size, Task>>
{
    ["store"] = StoreBenchmark.Run,
    ["api"] = ApiBenchmark.Run,
    ["logs"] = LogBenchmark.Run,
    ["containers"] = ContainerBenchmark.Start,
    ["containers-in-worker"] = ContainerBenchmark.Run,
};

if (args is [var name, .. [] or ["--smoke"]] && benchmarks.TryGetValue(name, out var run))
{
    await run(args.Length == 1 ? Size.Whole : Size.Smoke);
    return 0;
}
Console.Error.WriteLine($"usage: dotnet run --project tests/ActorKube.Benchmarks -c Release -- {string.Join('|', benchmarks.Keys.Where(known => !known.Contains('-')))} [--smoke]");
return 2;
