using ActorKube.Model.Objects;

namespace ActorKube.Palettes.Commands;

/// <summary>Objects as kubectl names them in its messages.</summary>
internal static class ResourceName
{
    /// <summary><c>deployment.apps/web</c>, <c>pod/web-1</c>.</summary>
    public static string Of(ResourceKey key) => $"{Kind(key)}/{key.Name}";

    /// <summary><c>deployment.apps "web"</c>, as deletions are told.</summary>
    public static string Quoted(ResourceKey key) => $"{Kind(key)} \"{key.Name}\"";

    private static string Kind(ResourceKey key) => key.Kind.Group.Length == 0 ? key.Kind.Singular : $"{key.Kind.Singular}.{key.Kind.Group}";
}
