using ActorKube.Palettes.Definitions;

namespace ActorKube.Palettes.Commands.Pods;

/// <summary>The palette <c>pod</c>.</summary>
internal static class PodPalette
{
    public static PaletteDefinition Definition { get; } =
        new("pod", "pods: where they run, how they do, their logs, and ways into them",
        [
            PodList.Definition, PodShow.Definition, PodLogs.Definition, PodExec.Definition, PodAttach.Definition, PodCopy.Definition,
            PodPortForward.Definition, PodConnect.Definition, PodDelete.Definition,
        ]);
}
