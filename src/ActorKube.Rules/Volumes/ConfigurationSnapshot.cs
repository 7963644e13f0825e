using System.Collections.Immutable;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;

namespace ActorKube.Rules.Volumes;

/// <summary>The ConfigMaps, Secrets, claims and volumes that a pod names, as far as they are there. Immutable; the objects are shared with whoever else names them.</summary>
/// <param name="Objects">The objects by key.</param>
public sealed record ConfigurationSnapshot(ImmutableDictionary<ResourceKey, ApiObject> Objects)
{
    /// <summary>Nothing is there.</summary>
    public static readonly ConfigurationSnapshot Empty = new(ImmutableDictionary<ResourceKey, ApiObject>.Empty);

    /// <summary>The object of that key; null if there is none.</summary>
    public ApiObject? Find(ResourceKey key) => Objects.GetValueOrDefault(key);

    /// <summary>What a ConfigMap holds; null if there is none.</summary>
    public ConfigurationData? ConfigMap(string @namespace, string name) => DataOf(new(KindCatalogue.ConfigMap, @namespace, name));

    /// <summary>What a Secret holds; null if there is none.</summary>
    public ConfigurationData? Secret(string @namespace, string name) => DataOf(new(KindCatalogue.Secret, @namespace, name));

    /// <summary>
    /// A later snapshot, but for ConfigMaps and Secrets that are immutable: what a pod has seen of those stays, even if another one took the name.
    /// </summary>
    /// <remarks>Source: https://kubernetes.io/docs/concepts/configuration/configmap/#configmap-immutable.</remarks>
    public ConfigurationSnapshot Then(ConfigurationSnapshot later)
    {
        var kept = Objects.Where(entry => ConfigurationData.IsData(entry.Key.Kind) && later.Objects.GetValueOrDefault(entry.Key) != entry.Value
            && ConfigurationData.Of(entry.Value).IsImmutable).ToList();
        return kept.Count == 0 ? later : new(later.Objects.SetItems(kept));
    }

    private ConfigurationData? DataOf(ResourceKey key) => Find(key) is { } found ? ConfigurationData.Of(found) : null;
}
