using System.Collections.Immutable;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Rules.Pods;
using k8s.Models;

namespace ActorKube.Rules.Volumes;

/// <summary>Which objects a node must know to run a pod.</summary>
public static class PodReferences
{
    /// <summary>The objects that a pod names: most name none. A claim that is known leads to its volume.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="known">What is known already.</param>
    public static ImmutableHashSet<ResourceKey> Of(PodSpec pod, ConfigurationSnapshot known)
    {
        var @namespace = pod.Object.Key.Namespace;
        var keys = new HashSet<ResourceKey>();
        foreach (var secret in pod.PullSecrets)
            keys.Add(new(KindCatalogue.Secret, @namespace, secret));
        if (pod.RuntimeClassName.Length > 0)
            keys.Add(RuntimeClass(pod));
        foreach (var container in pod.Containers)
            foreach (var key in OfEnvironment(container.Model, @namespace))
                keys.Add(key);
        foreach (var volume in VolumeRules.Used(pod))
            foreach (var key in OfVolume(volume, @namespace, known))
                keys.Add(key);
        return [.. keys];
    }

    /// <summary>The Secrets that a pod's images may be pulled with, in their order, and the names of those that aren't there.</summary>
    /// <param name="pod">The pod.</param>
    /// <param name="objects">What is known.</param>
    /// <remarks>Source: https://kubernetes.io/docs/concepts/containers/images/#specifying-imagepullsecrets-on-a-pod.</remarks>
    public static (ImmutableArray<ConfigurationData> Secrets, ImmutableArray<string> Missing) PullSecrets(PodSpec pod, ConfigurationSnapshot objects)
    {
        var found = pod.PullSecrets.Select(name => (Name: name, Data: objects.Secret(pod.Object.Key.Namespace, name))).ToList();
        return ([.. found.Select(secret => secret.Data).OfType<ConfigurationData>()], [.. found.Where(secret => secret.Data is null).Select(secret => secret.Name)]);
    }

    /// <summary>The handler of the runtime class that a pod names; null if there is no such class.</summary>
    /// <param name="pod">A pod that names one.</param>
    /// <param name="objects">What is known.</param>
    /// <remarks>Source: https://kubernetes.io/docs/concepts/containers/runtime-class/#2-create-the-corresponding-runtimeclass-resources.</remarks>
    public static string? RuntimeHandler(PodSpec pod, ConfigurationSnapshot objects) => objects.Find(RuntimeClass(pod))?.As<V1RuntimeClass>().Handler;

    private static ResourceKey RuntimeClass(PodSpec pod) => new(KindCatalogue.RuntimeClass, "", pod.RuntimeClassName);

    private static IEnumerable<ResourceKey> OfEnvironment(V1Container container, string @namespace)
    {
        foreach (var source in container.EnvFrom ?? [])
        {
            if (source.ConfigMapRef is { } map)
                yield return new(KindCatalogue.ConfigMap, @namespace, map.Name);
            if (source.SecretRef is { } secret)
                yield return new(KindCatalogue.Secret, @namespace, secret.Name);
        }
        foreach (var variable in container.Env ?? [])
        {
            if (variable.ValueFrom?.ConfigMapKeyRef is { } map)
                yield return new(KindCatalogue.ConfigMap, @namespace, map.Name);
            if (variable.ValueFrom?.SecretKeyRef is { } secret)
                yield return new(KindCatalogue.Secret, @namespace, secret.Name);
        }
    }

    private static IEnumerable<ResourceKey> OfVolume(V1Volume volume, string @namespace, ConfigurationSnapshot known)
    {
        if (volume.ConfigMap is { } map)
            yield return new(KindCatalogue.ConfigMap, @namespace, map.Name);
        if (volume.Secret is { } secret)
            yield return new(KindCatalogue.Secret, @namespace, secret.SecretName);
        foreach (var source in volume.Projected?.Sources ?? [])
        {
            if (source.ConfigMap is { } part)
                yield return new(KindCatalogue.ConfigMap, @namespace, part.Name);
            if (source.Secret is { } secretPart)
                yield return new(KindCatalogue.Secret, @namespace, secretPart.Name);
        }
        if (volume.PersistentVolumeClaim is { } claim)
        {
            var key = new ResourceKey(KindCatalogue.PersistentVolumeClaim, @namespace, claim.ClaimName);
            yield return key;
            if (known.Find(key)?.As<V1PersistentVolumeClaim>().Spec?.VolumeName is { Length: > 0 } bound)
                yield return new(KindCatalogue.PersistentVolume, "", bound);
        }
    }
}
