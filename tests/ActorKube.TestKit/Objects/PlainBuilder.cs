using ActorKube.Model.Kinds;

namespace ActorKube.TestKit.Objects;

/// <summary>Builds objects of kinds that have no words of their own here.</summary>
public sealed class PlainBuilder : ObjectBuilder<PlainBuilder>
{
    internal PlainBuilder(ResourceKind kind, string name) : base(kind, name) { }
}
