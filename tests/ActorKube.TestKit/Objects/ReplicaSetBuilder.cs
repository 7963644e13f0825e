using ActorKube.Model.Kinds;

namespace ActorKube.TestKit.Objects;

/// <summary>Builds ReplicaSets.</summary>
public sealed class ReplicaSetBuilder : WorkloadBuilder<ReplicaSetBuilder>
{
    internal ReplicaSetBuilder(string name) : base(KindCatalogue.ReplicaSet, name) { }
}
