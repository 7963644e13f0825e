using ActorKube.Model.Objects;

namespace ActorKube.Model.Manifests;

/// <summary>One object that a file asks for, not yet defaulted or validated: kind, name and metadata are well-formed, the rest is as written.</summary>
/// <param name="Object">The object; its namespace may be empty, and its name too if it has a <c>generateName</c>.</param>
/// <param name="Source">The file, or what else the text was read from.</param>
/// <param name="Line">The line, from 1, at which the object begins.</param>
public sealed record Manifest(ApiObject Object, string Source, int Line)
{
    /// <summary>Kind, namespace and name; the namespace may be empty.</summary>
    public ResourceKey Key => Object.Key;
}
