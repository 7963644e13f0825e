using ActorKube.Model.Kinds;

namespace ActorKube.ApiServer.Http;

/// <summary>What a Status is about.</summary>
/// <param name="Kind">The kind of the request.</param>
/// <param name="Name">The object's name; empty for a collection.</param>
internal sealed record StatusSubject(ResourceKind Kind, string Name);
