using ActorKube.Palettes.Definitions;

namespace ActorKube.Palettes.Commands.Actors;

/// <summary>The palette <c>actor</c>.</summary>
internal static class ActorPalette
{
    public static PaletteDefinition Definition { get; } = new("actor", "actors of a process", [ActorHierarchy.Definition]);
}
