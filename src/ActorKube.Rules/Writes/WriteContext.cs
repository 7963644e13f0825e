using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;

namespace ActorKube.Rules.Writes;

/// <summary>What a write may know of the world, as arguments: nothing in these rules reads a clock or makes up an id.</summary>
/// <param name="Now">Emulated time.</param>
/// <param name="NewUid">A uid for an object that is created, in the form of a UUID.</param>
/// <param name="NameSuffix">Five characters for <c>generateName</c>.</param>
/// <param name="Catalogue">The kinds that are served.</param>
/// <param name="Find">The present object of a key, or null: for the namespace of an object and the like.</param>
/// <param name="List">The present objects of a kind in a namespace, in order of their names; the namespace is empty for a cluster-scoped kind.</param>
public sealed record WriteContext(
    DateTimeOffset Now, string NewUid, string NameSuffix, KindCatalogue Catalogue, Func<ResourceKey, ApiObject?> Find,
    Func<ResourceKind, string, IEnumerable<ApiObject>> List);
