using System.Text.Json.Nodes;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission;

namespace ActorKube.Rules.Writes;

/// <summary>Decides what the binding of a pod to a node does.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/binding-v1/.</remarks>
internal static class Binding
{
    internal static WriteDecision Decide(ResourceKey key, string uid, string nodeName, WriteContext context)
    {
        if (context.Find(key) is not { } pod)
            return new WriteDecision.Refuse(Refusal.NotFound(key));
        if (nodeName.Length == 0)
        {
            return new WriteDecision.Refuse(new(RefusalReason.Invalid, $"Binding \"{key.Name}\" is invalid: target.name: Required value")
            {
                Faults = [FieldFault.Required("target.name")],
            });
        }
        if (Preconditions.Uid(pod, uid) is { } another)
            return new WriteDecision.Refuse(another);
        if (WhyNot(pod) is { } why)
            return new WriteDecision.Refuse(new(RefusalReason.Conflict, $"Operation cannot be fulfilled on pods/binding \"{key.Name}\": {why}"));
        var tree = pod.ToTree();
        tree.Object("metadata")!.Remove("resourceVersion");
        tree.Part("spec")["nodeName"] = nodeName;
        StatusConditions.Set(tree.Part("status"), context.Now, new() { ["type"] = "PodScheduled", ["status"] = "True" });
        return new WriteDecision.Put(ApiObject.From(key.Kind, tree), Creates: false);
    }

    private static string? WhyNot(ApiObject pod)
    {
        if (pod.Metadata.IsDeleting)
            return $"pod {pod.Key.Name} is being deleted, cannot be assigned to a host";
        if (pod.Pod.IsBound)
            return $"pod {pod.Key.Name} is already assigned to node \"{pod.Pod.NodeName}\"";
        return pod.Pod.SchedulingGates.IsEmpty ? null : $"pod {pod.Key.Name} has non-empty .spec.schedulingGates";
    }
}
