using ActorKube.Palettes.Definitions;

namespace ActorKube.Palettes.Commands.Pods;

/// <summary>The palette <c>pod</c>.</summary>
internal static class PodPalette
{
    public static PaletteDefinition Definition { get; } =
        new("pod", "pods: where they run, how they do, and their logs", [PodList.Definition, PodShow.Definition, PodLogs.Definition, PodDelete.Definition]);
}
