using System.Collections.Immutable;

namespace ActorKube.Palettes.Definitions;

/// <summary>The palettes of every process, in the order in which help shows them: a new palette is one line here.</summary>
internal static class PaletteRegistry
{
    public static ImmutableArray<PaletteDefinition> All { get; } =
    [
    ];
}
