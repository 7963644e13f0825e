using System.Text.RegularExpressions;
using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Metadata;

/// <summary>What the conditions in a status must keep to where upstream checks them: those of the common type Condition.</summary>
/// <remarks>Source: https://pkg.go.dev/k8s.io/apimachinery/pkg/apis/meta/v1#Condition.</remarks>
internal static partial class ConditionRules
{
    private const int LongestReason = 1024;
    private const int LongestMessage = 32 * 1024;

    private const string ReasonSentence =
        "a condition reason must start with alphabetic character, optionally followed by a string of alphanumeric characters or '_,:', and must end with an "
        + "alphanumeric character or '_' (e.g. 'my_name',  or 'MY_NAME',  or 'MyName',  or 'ReasonA,ReasonB',  or 'ReasonA:ReasonB', regex used for validation is "
        + "'[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?')";

    internal static IEnumerable<FieldFault> Check(Field conditions) =>
        [.. conditions.Items.SelectMany(Condition), .. Repeated(conditions)];

    private static IEnumerable<FieldFault> Condition(Field condition)
    {
        var (type, reason, message) = (condition["type"], condition["reason"], condition["message"]);
        return
        [
            .. type.IsEmptyText
                ? [FieldFault.Required(type.Path)]
                : NameRule.QualifiedFaults(type.Text).Select(fault => FieldFault.Invalid(type.Path, type.Text, fault)),
            .. Checks.Status(condition["status"]),
            .. Checks.NonNegative(condition["observedGeneration"]),
            .. condition["lastTransitionTime"].IsSet ? [] : new[] { FieldFault.Required(condition["lastTransitionTime"].Path, "must be set") },
            .. reason.IsEmptyText ? [FieldFault.Required(reason.Path)] : Reason(reason),
            .. message.Text.Length > LongestMessage ? [FieldFault.TooLong(message.Path, LongestMessage)] : Array.Empty<FieldFault>(),
        ];
    }

    private static IEnumerable<FieldFault> Reason(Field reason) =>
    [
        .. ReasonPattern().IsMatch(reason.Text) ? Array.Empty<FieldFault>() : [FieldFault.Invalid(reason.Path, reason.Text, ReasonSentence)],
        .. reason.Text.Length > LongestReason ? [FieldFault.TooLong(reason.Path, LongestReason)] : Array.Empty<FieldFault>(),
    ];

    private static IEnumerable<FieldFault> Repeated(Field conditions)
    {
        var seen = new HashSet<string>();
        return conditions.Each("type").Where(type => !seen.Add(type.Text)).Select(type => FieldFault.Duplicate(type.Path, type.Text));
    }

    [GeneratedRegex(@"\A[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?\z")]
    private static partial Regex ReasonPattern();
}
