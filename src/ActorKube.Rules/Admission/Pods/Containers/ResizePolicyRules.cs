using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Pods.Containers;

/// <summary>What the policies of resizing in place must keep to.</summary>
/// <remarks>Source: https://kubernetes.io/docs/tasks/configure-pod-container/resize-container-resources/#container-resize-policies.</remarks>
internal static class ResizePolicyRules
{
    internal static IEnumerable<FieldFault> Check(Field policies, string podRestartPolicy)
    {
        var seen = new HashSet<string>();
        foreach (var policy in policies.Items)
        {
            var (resource, restart) = (policy["resourceName"], policy["restartPolicy"]);
            if (!seen.Add(resource.Text))
                yield return FieldFault.Duplicate(policy.Path, resource.Text);
            // Upstream's faults point to the list, not to the item.
            foreach (var fault in Checks.OneOf(resource with { Path = policies.Path }, "cpu", "memory"))
                yield return fault;
            foreach (var fault in Checks.OneOf(restart with { Path = policies.Path }, "NotRequired", "RestartContainer"))
                yield return fault;
            if (podRestartPolicy == "Never" && restart.Text != "NotRequired")
                yield return FieldFault.Invalid(policies.Path, restart.Text, "must be 'NotRequired' when `restartPolicy` is 'Never'");
        }
    }
}
