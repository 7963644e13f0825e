using ActorKube.Model.Quantities;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Pods.Containers;

namespace ActorKube.Rules.Admission;

/// <summary>What an amount of a resource must be: not below zero, and whole where the resource has no parts. What is no quantity was refused before.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#resource-units-in-kubernetes.</remarks>
internal static class AmountRules
{
    internal static IEnumerable<FieldFault> Check(string resource, Field amount)
    {
        if (!Quantity.TryParse(amount.Text, out var quantity))
            yield break;
        if (quantity < Quantity.Zero)
            yield return FieldFault.Invalid(amount.Path, amount.Text, "must be greater than or equal to 0");
        if (ResourceName.IsWhole(resource) && decimal.Truncate(quantity.Value) != quantity.Value)
            yield return FieldFault.Invalid(amount.Path, amount.Text, "must be an integer");
    }
}
