using ActorKube.Palettes.Definitions;

namespace ActorKube.Palettes.Commands.Faults;

/// <summary>The palette <c>chaos</c>.</summary>
internal static class ChaosPalette
{
    public static PaletteDefinition Definition { get; } = new("chaos", "break the cluster on purpose", [ChaosKill.Definition]);
}
