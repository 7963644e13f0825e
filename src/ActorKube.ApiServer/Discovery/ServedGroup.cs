using System.Collections.Immutable;
using ActorKube.ApiServer.Reviews;
using ActorKube.Model.Kinds;

namespace ActorKube.ApiServer.Discovery;

/// <summary>One API group: its versions, the preferred one first, each with its kinds.</summary>
/// <param name="Name">The group; empty for the core group.</param>
/// <param name="Versions">Its versions.</param>
internal sealed record ServedGroup(string Name, ImmutableArray<ServedVersion> Versions)
{
    /// <summary>All groups of a catalogue, those of kinds that are answered at once among them.</summary>
    internal static ImmutableArray<ServedGroup> Of(KindCatalogue catalogue) =>
    [
        .. catalogue.Served.Concat(ActionKinds.All).GroupBy(kind => kind.Group).Select(group => new ServedGroup(
            group.Key, [.. group.GroupBy(kind => kind.Version).Select(version => new ServedVersion(version.Key, [.. version.OrderBy(kind => kind.Plural, StringComparer.Ordinal)]))])),
    ];

    /// <summary>The <c>apiVersion</c> of one of its versions.</summary>
    internal string ApiVersion(ServedVersion version) => Name.Length == 0 ? version.Name : $"{Name}/{version.Name}";
}

/// <summary>One version of an API group.</summary>
/// <param name="Name">The version, such as <c>v1</c>.</param>
/// <param name="Kinds">Its kinds in order of their plurals.</param>
internal sealed record ServedVersion(string Name, ImmutableArray<ResourceKind> Kinds);
