using ActorKube.Palettes.Definitions;

namespace ActorKube.Palettes.Commands.Deployments;

/// <summary>The palette <c>deploy</c>.</summary>
internal static class DeployPalette
{
    public static PaletteDefinition Definition { get; } = new(
        "deploy", "applications: apply manifests; list, scale and delete Deployments",
        [DeployApply.Definition, DeployList.Definition, DeployScale.Definition, DeployDelete.Definition]);
}
