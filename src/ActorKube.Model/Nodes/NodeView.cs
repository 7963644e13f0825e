using System.Collections.Immutable;
using System.Text.Json;
using ActorKube.Model.Json;
using ActorKube.Model.Quantities;

namespace ActorKube.Model.Nodes;

/// <summary>The compact immutable view of a node that scheduling and node life decide by.</summary>
public sealed record NodeView
{
    /// <summary>What pods may take: <c>status.allocatable</c>.</summary>
    public required ResourceList Allocatable { get; init; }

    /// <summary><c>spec.taints</c>.</summary>
    public required ImmutableArray<Taint> Taints { get; init; }

    /// <summary><c>spec.unschedulable</c>: the node is cordoned.</summary>
    public required bool Unschedulable { get; init; }

    /// <summary>Status of the Ready condition: <c>True</c>, <c>False</c>, <c>Unknown</c>, or empty if there is none yet.</summary>
    public required string Ready { get; init; }

    /// <summary>True if the Ready condition is True.</summary>
    public bool IsReady => Ready == "True";

    internal static NodeView Read(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, JsonFields.Documents);
        var root = document.RootElement;
        var spec = root.Field("spec");
        var status = root.Field("status");
        return new NodeView
        {
            Allocatable = ResourceList.Read(status.Field("allocatable")),
            Taints =
            [
                .. spec.Items("taints").Select(taint => new Taint(
                    taint.Text("key"), taint.Text("value"), taint.Text("effect"), taint.Time("timeAdded"))),
            ],
            Unschedulable = spec.Flag("unschedulable"),
            Ready = status.Items("conditions").Where(condition => condition.Text("type") == "Ready")
                .Select(condition => condition.Text("status")).FirstOrDefault("")!,
        };
    }
}
