using ActorKube.Palettes.Definitions;

namespace ActorKube.Palettes.Commands.Nodes;

/// <summary>The palette <c>node</c>.</summary>
internal static class NodePalette
{
    public static PaletteDefinition Definition { get; } = new("node", "nodes and what they carry", [NodeList.Definition, NodeShow.Definition]);
}
