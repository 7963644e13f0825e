using System.Text.Json.Nodes;
using ActorKube.Model.Quantities;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission;
using ActorKube.Rules.Admission.Pods;

namespace ActorKube.Rules.Writes;

/// <summary>What a resize of a pod in place may change: CPU and memory of its containers, within their class of service.</summary>
/// <remarks>Source: https://kubernetes.io/docs/tasks/configure-pod-container/resize-container-resources/ and KEP-1287.</remarks>
internal static class ResizeRules
{
    private static readonly string[] Lists = ["containers", "initContainers"];
    private static readonly string[] Resizable = [ResourceList.Cpu, ResourceList.Memory];

    /// <summary>Takes resources and policies of resizing over from the wanted pod, container by container; the rest of it is ignored, as upstream does.</summary>
    internal static void Take(JsonObject wanted, JsonObject tree)
    {
        foreach (var list in Lists)
        {
            foreach (var (container, change) in tree.Object("spec").Array(list).Objects().Zip(wanted.Object("spec").Array(list).Objects()))
            {
                if (container.Text("name") != change.Text("name"))
                    continue;
                container.CopyFrom(change, "resources");
                container.CopyFrom(change, "resizePolicy");
            }
        }
    }

    /// <summary>Everything that is wrong with the resized pod.</summary>
    /// <param name="pod">The pod as it would be.</param>
    /// <param name="wanted">What the client sent.</param>
    /// <param name="live">The pod as it is.</param>
    internal static IEnumerable<FieldFault> Check(Field pod, Field wanted, Field live)
    {
        foreach (var list in Lists.Where(list => !SameContainers(wanted["spec"][list], live["spec"][list])))
            yield return FieldFault.Forbidden($"spec.{list}", "pod resize may not add, remove, rename or reorder containers");
        var now = QosClass.Of(pod["spec"].Node as JsonObject ?? []);
        if (now != QosClass.Of(live["spec"].Node as JsonObject ?? []))
            yield return FieldFault.Invalid("spec", now, "Pod QOS Class may not change as a result of resizing");
        foreach (var list in Lists)
        {
            foreach (var (after, before) in pod["spec"][list].Items.Zip(live["spec"][list].Items))
                foreach (var fault in Resources(after["resources"], before["resources"]))
                    yield return fault;
        }
    }

    private static bool SameContainers(Field wanted, Field live) => wanted.Each("name").Select(name => name.Text).SequenceEqual(live.Each("name").Select(name => name.Text));

    private static IEnumerable<FieldFault> Resources(Field after, Field before)
    {
        foreach (var part in new[] { "requests", "limits" })
        {
            var (now, then) = (after[part], before[part]);
            if (Resizable.Any(resource => then[resource].IsSet && !now[resource].IsSet))
                yield return FieldFault.Forbidden(now.Path, $"resource {part} cannot be removed");
            if (!Others(now).SameAs(Others(then)))
                yield return FieldFault.Forbidden(now.Path, "only cpu and memory resources are mutable");
        }
    }

    private static JsonObject Others(Field resources)
    {
        var others = resources.Node?.DeepClone() as JsonObject ?? [];
        foreach (var resource in Resizable)
            others.Remove(resource);
        return others;
    }
}
