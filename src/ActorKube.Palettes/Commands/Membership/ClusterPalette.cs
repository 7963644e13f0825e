using ActorKube.Palettes.Definitions;

namespace ActorKube.Palettes.Commands.Membership;

/// <summary>The palette <c>cluster</c>.</summary>
internal static class ClusterPalette
{
    public static PaletteDefinition Definition { get; } = new(
        "cluster", "processes of the cluster: who is in it, and who must go",
        [ClusterShow.Definition, ClusterStatus.Definition, ClusterLeave.Definition, ClusterDown.Definition, ClusterDownUnreachable.Definition, ClusterTail.Definition]);
}
