using System.Text.Json.Nodes;

namespace ActorKube.Rules.Conversions;

/// <summary>Events of core/v1 and of events.k8s.io/v1: the same fields with other names.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/event-v1/.</remarks>
internal static class EventConversion
{
    private static readonly (string Core, string Events)[] Names =
    [
        ("involvedObject", "regarding"),
        ("message", "note"),
        ("reportingComponent", "reportingController"),
        ("source", "deprecatedSource"),
        ("firstTimestamp", "deprecatedFirstTimestamp"),
        ("lastTimestamp", "deprecatedLastTimestamp"),
        ("count", "deprecatedCount"),
    ];

    internal static void ToEvents(JsonObject tree)
    {
        foreach (var (core, events) in Names)
            tree.Move(core, events);
    }

    internal static void ToCore(JsonObject tree)
    {
        foreach (var (core, events) in Names)
            tree.Move(events, core);
    }
}
