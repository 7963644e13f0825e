using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using ActorKube.Model.Refusals;

namespace ActorKube.ApiServer.Protobuf;

/// <summary>What a protobuf body says: an object, or why it can't be read.</summary>
/// <param name="ApiVersion">The <c>apiVersion</c> that the body names; empty if it was refused.</param>
/// <param name="Kind">The <c>kind</c> that the body names; empty if it was refused.</param>
/// <param name="Object">The object as if it had come as JSON, with <c>apiVersion</c> and <c>kind</c>; the caller's own. Null if it was refused.</param>
/// <param name="Refusal">Why the body can't be read; null if it can.</param>
internal sealed record ProtobufReading(string ApiVersion, string Kind, JsonObject? Object, Refusal? Refusal)
{
    /// <summary>True if there is an object, false if there is a refusal.</summary>
    [MemberNotNullWhen(true, nameof(Object))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    internal bool IsRead => Object is not null;
}
