using System.Collections.Immutable;
using ActorKube.Palettes.Commands.Actors;
using ActorKube.Palettes.Commands.Deployments;
using ActorKube.Palettes.Commands.Faults;
using ActorKube.Palettes.Commands.Logs;
using ActorKube.Palettes.Commands.Membership;
using ActorKube.Palettes.Commands.Nodes;
using ActorKube.Palettes.Commands.Pods;

namespace ActorKube.Palettes.Definitions;

/// <summary>The palettes of every process, in the order in which help shows them: a new palette is one line here.</summary>
internal static class PaletteRegistry
{
    public static ImmutableArray<PaletteDefinition> All { get; } =
    [
        ClusterPalette.Definition,
        NodePalette.Definition,
        PodPalette.Definition,
        DeployPalette.Definition,
        ActorPalette.Definition,
        LogPalette.Definition,
        ChaosPalette.Definition,
    ];
}
