using System.Text;
using ActorKube.Model.Kinds;

namespace ActorKube.TestKit.Objects;

/// <summary>Builds ConfigMaps and Secrets.</summary>
public sealed class DataBuilder : ObjectBuilder<DataBuilder>
{
    private readonly bool _isSecret;

    internal DataBuilder(ResourceKind kind, string name) : base(kind, name) => _isSecret = kind == KindCatalogue.Secret;

    /// <summary>With that value; a Secret's is encoded.</summary>
    public DataBuilder Holding(string key, string value) =>
        Put(Part(Tree, "data"), key, _isSecret ? Convert.ToBase64String(Encoding.UTF8.GetBytes(value)) : value);

    /// <summary>Such that it can't be changed any more.</summary>
    public DataBuilder Immutable() => Put(Tree, "immutable", true);
}
