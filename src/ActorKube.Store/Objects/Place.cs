using ActorKube.Model.Objects;

namespace ActorKube.Store.Objects;

/// <summary>Where an object stands among those of its kind: listings are in order of namespace, then name, both by code unit.</summary>
internal readonly record struct Place(string Namespace, string Name) : IComparable<Place>
{
    public static Place Of(ResourceKey key) => new(key.Namespace, key.Name);

    /// <summary>Reads <c>namespace/name</c>, or a name alone; neither can hold a slash.</summary>
    public static Place Parse(string qualifiedName)
    {
        var slash = qualifiedName.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? new("", qualifiedName) : new(qualifiedName[..slash], qualifiedName[(slash + 1)..]);
    }

    public int CompareTo(Place other)
    {
        var order = string.CompareOrdinal(Namespace, other.Namespace);
        return order != 0 ? order : string.CompareOrdinal(Name, other.Name);
    }
}
