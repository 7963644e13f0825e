using System.Text.Json.Nodes;
using ActorKube.Model.Json;
using ActorKube.Model.Objects;

namespace ActorKube.Rules.Pods;

/// <summary>A pod's <c>status</c> as compact JSON: what a node keeps of each pod, and says when it changes. Immutable.</summary>
/// <param name="json">The bytes, which don't change afterwards.</param>
public sealed class PodStatus(ReadOnlyMemory<byte> json) : IEquatable<PodStatus>
{
    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Json => json;

    /// <summary>The status as bytes.</summary>
    public static PodStatus Of(JsonObject tree) => new(CanonicalJson.Write(tree));

    /// <summary>The status of a stored pod; null if nothing of it ever started.</summary>
    public static PodStatus? Started(ApiObject pod) =>
        pod.Json.Span.IndexOf("\"startTime\""u8) >= 0 && pod.ToTree()["status"]?.AsObject() is { } status && status.ContainsKey("startTime") ? Of(status) : null;

    /// <summary>The status of a stored pod; null if it has none.</summary>
    internal static PodStatus? Stored(ApiObject pod) => pod.ToTree()["status"]?.AsObject() is { } status ? Of(status) : null;

    /// <summary>The status as a tree, which is the caller's.</summary>
    public JsonObject ToTree() => JsonNode.Parse(json.Span)!.AsObject();

    /// <summary>The write of the status subresource: an object of name, uid and status.</summary>
    public ReadOnlyMemory<byte> Envelope(ApiObject pod) => CanonicalJson.Write(new JsonObject
    {
        ["apiVersion"] = "v1", ["kind"] = "Pod",
        ["metadata"] = new JsonObject { ["name"] = pod.Key.Name, ["namespace"] = pod.Key.Namespace, ["uid"] = pod.Metadata.Uid },
        ["status"] = ToTree(),
    });

    /// <inheritdoc/>
    public bool Equals(PodStatus? other) => other is not null && json.Span.SequenceEqual(other.Json.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PodStatus);

    /// <inheritdoc/>
    public override int GetHashCode() => json.Length;
}
