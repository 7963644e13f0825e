using ActorKube.Model.Kinds;

namespace ActorKube.TestKit.Objects;

/// <summary>Builds namespaces.</summary>
public sealed class NamespaceBuilder : ObjectBuilder<NamespaceBuilder>
{
    internal NamespaceBuilder(string name) : base(KindCatalogue.Namespace, name) { }

    /// <summary>In that phase: Active or Terminating.</summary>
    public NamespaceBuilder Phase(string phase) => Put(Status, "phase", phase);
}
