using System.Diagnostics.Metrics;

namespace ActorKube.Node;

/// <summary>What a worker measures of its probes, for whoever listens to the meter <c>ActorKube.Node</c>.</summary>
public static class ProbeMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "ActorKube.Node";

    /// <summary>The instrument of how late probes are tried.</summary>
    public const string LatenessName = "actorkube.probe.lateness";

    private static readonly Meter Meter = new(MeterName);

    /// <summary>How much later than it was due a probe is tried, in emulated seconds.</summary>
    internal static Histogram<double> Lateness { get; } = Meter.CreateHistogram<double>(LatenessName, "s", "How much later than it was due a probe is tried.");
}
