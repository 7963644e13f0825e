namespace ActorKube.Benchmarks;

/// <summary>How much is measured: everything, for figures that are written down, or a fortieth of it, which shows no more than that the benchmark runs.</summary>
internal sealed record Size(int Part)
{
    internal static readonly Size Whole = new(1);
    internal static readonly Size Smoke = new(40);

    internal TimeSpan Of(TimeSpan whole) => whole / Part;

    internal int Of(int whole) => Math.Max(1, whole / Part);
}
