using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission;

/// <summary>
/// What a pod may ask for in Kubernetes and gets refused here, because nobody carries it out yet: one row a feature. Whoever builds the
/// feature deletes its row. Fields whose absence nobody can observe (securityContext, dnsPolicy, stdin, imagePullSecrets …) are accepted and kept instead.
/// </summary>
internal static class NotEmulatedYet
{
    private static readonly string[] Volumes = ["name", "emptyDir", "configMap", "secret", "downwardAPI", "projected", "hostPath", "persistentVolumeClaim"];

    private static readonly string[] Projections = ["configMap", "secret", "downwardAPI"];

    private static readonly Row[] OfPods =
    [
        new("volumes", "this kind of volume", "There are emptyDir, configMap, secret, downwardAPI, projected, hostPath and persistentVolumeClaim.",
            spec => spec["volumes"].Items.SelectMany(volume => volume.Entries.Where(source => !Volumes.Contains(source.Key)).Select(source => volume[source.Key]))),
        new("volumes.projected.sources", "this kind of projected source", "There are configMap, secret and downwardAPI; nobody issues tokens.",
            spec => spec["volumes"].Items.SelectMany(volume => volume["projected"]["sources"].Items)
                .SelectMany(source => source.Entries.Where(part => !Projections.Contains(part.Key)).Select(part => source[part.Key]))),
        new("affinity.podAffinity", "affinity between pods", "Use node affinity or a node selector."),
        new("affinity.podAntiAffinity", "anti-affinity between pods", "Use node affinity or a node selector."),
        new("topologySpreadConstraints", "topology spread", "Replicas go to the least allocated nodes."),
        new("priorityClassName", "a priority class", "All pods have priority 0."),
        new("overhead", "pod overhead", "Neither a pod nor its runtime class can have one."),
        new("resourceClaims", "dynamic resource allocation", "Request resources in containers."),
        new("resources", "resources of the pod as a whole", "Request resources in containers."),
    ];

    private static readonly Row[] OfContainers =
    [
        new("volumeMounts.mountPropagation", "mount propagation", "Mounts stay within their container.",
            container => container["volumeMounts"].Items.Select(mount => mount["mountPropagation"]).Where(mode => mode.Text != "None")),
        new("volumeDevices", "a block device", "Mount volumes as files."),
        new("resources.claims", "dynamic resource allocation", "Request resources by name and quantity."),
        new("resizePolicy", "resizing in place", "Make a new pod to change resources."),
    ];

    /// <summary>A fault for each place in a pod spec that asks for what isn't there yet.</summary>
    internal static IEnumerable<FieldFault> Check(Field spec) =>
        Faults(OfPods, spec).Concat(Containers(spec).SelectMany(container => Faults(OfContainers, container)));

    private static IEnumerable<Field> Containers(Field spec) => spec["initContainers"].Items.Concat(spec["containers"].Items);

    private static IEnumerable<FieldFault> Faults(Row[] rows, Field within) => rows
        .SelectMany(row => row.PlacesIn(within).Where(Asks).Select(place => FieldFault.Forbidden(place.Path, $"{row.Subject} is not emulated yet. {row.Sentence}")));

    // Empty lists, texts and false ask for nothing.
    private static bool Asks(Field place) => place.Node switch
    {
        null => false,
        System.Text.Json.Nodes.JsonArray items => items.Count > 0,
        System.Text.Json.Nodes.JsonObject => true,
        _ => place.Flag || place.Number is not null || !place.IsEmptyText,
    };

    /// <param name="Path">The field, below the pod spec or the container.</param>
    /// <param name="Subject">What is asked for, as the subject of a sentence.</param>
    /// <param name="Sentence">What is there instead.</param>
    /// <param name="Places">Where it may stand, if not just at the path.</param>
    private sealed record Row(string Path, string Subject, string Sentence, Func<Field, IEnumerable<Field>>? Places = null)
    {
        internal IEnumerable<Field> PlacesIn(Field within) =>
            Places?.Invoke(within) ?? [Path.Split('.').Aggregate(within, (field, name) => field[name])];
    }
}
