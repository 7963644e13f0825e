using System.Collections.Immutable;
using ActorKube.Model.Refusals;

namespace ActorKube.Rules.FieldManagement;

/// <summary>What an apply wants otherwise that others own.</summary>
/// <param name="Owner">Who owns it.</param>
/// <param name="Fields">The places.</param>
/// <remarks>Source: https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts.</remarks>
internal sealed record FieldConflict(ManagedEntry Owner, FieldSet Fields)
{
    /// <summary>The refusal for these conflicts, in upstream's words.</summary>
    internal static Refusal ToRefusal(IEnumerable<FieldConflict> conflicts)
    {
        var each = conflicts.OrderBy(conflict => conflict.Owner.Show(), StringComparer.Ordinal)
            .SelectMany(conflict => conflict.Fields.Places().Select(place => (Manager: conflict.Owner.Show(), Place: PathStep.Show(place)))).ToImmutableArray();
        var message = each.Length == 1
            ? $"Apply failed with 1 conflict: conflict with {each[0].Manager}: {each[0].Place}"
            : $"Apply failed with {each.Length} conflicts: " + string.Join('\n', each.GroupBy(conflict => conflict.Manager)
                .SelectMany(manager => manager.Select(conflict => $"- {conflict.Place}").Prepend($"conflicts with {manager.Key}:")));
        return new(RefusalReason.Conflict, message)
        {
            Faults = [.. each.Select(conflict => new FieldFault(conflict.Place, FieldFaultKind.ManagerConflict, $"conflict with {conflict.Manager}"))],
        };
    }
}
