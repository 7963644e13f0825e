using ActorKube.Model.Kinds;

namespace ActorKube.Model.Objects;

/// <summary>
/// What identifies an API object at one moment: kind, namespace (empty if cluster-scoped) and name. Over time a name can be used
/// again by another object; the uid in its metadata tells them apart.
/// </summary>
public readonly record struct ResourceKey(ResourceKind Kind, string Namespace, string Name)
{
    /// <summary>The key of a pod.</summary>
    public static ResourceKey Pod(string @namespace, string name) => new(KindCatalogue.Pod, @namespace, name);

    /// <summary>The key of a node.</summary>
    public static ResourceKey Node(string name) => new(KindCatalogue.Node, "", name);

    /// <summary>Namespace and name as people write them: <c>default/web</c>, or the name alone if cluster-scoped.</summary>
    public string QualifiedName => Namespace.Length == 0 ? Name : $"{Namespace}/{Name}";

    /// <summary><c>pods/default/web</c> or <c>nodes/worker-1</c>.</summary>
    public override string ToString() => $"{Kind.QualifiedPlural}/{QualifiedName}";
}
