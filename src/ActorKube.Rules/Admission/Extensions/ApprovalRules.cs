using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Extensions;

/// <summary>Groups of the Kubernetes community need a word of who approved them, or that nobody did.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/labels-annotations-taints/#api-approved-kubernetes-io.</remarks>
internal static class ApprovalRules
{
    private const string Annotation = "api-approved.kubernetes.io";
    private const string See = "see https://github.com/kubernetes/enhancements/pull/1111";

    private enum Approval
    {
        Invalid,
        Given,
        Bypassed,
        Missing,
    }

    /// <param name="value">The definition.</param>
    /// <param name="live">The stored one; null if it is new. What was let in once is let in again.</param>
    internal static IEnumerable<FieldFault> Check(Field value, Field? live)
    {
        if (!IsProtected(value["spec"]["group"].Text))
            return [];
        var text = Text(value);
        var approval = Of(text);
        if (live is { } before && Of(Text(before)) == approval)
            return [];
        const string Path = $"metadata.annotations[{Annotation}]";
        return approval switch
        {
            Approval.Missing => [FieldFault.Required(Path, $"protected groups must have approval annotation \"{Annotation}\", {See}")],
            Approval.Invalid =>
            [
                FieldFault.Invalid(Path, text, $"protected groups must have approval annotation \"{Annotation}\" with either a URL or a reason starting with \"unapproved\", {See}"),
            ],
            _ => [],
        };
    }

    private static string Text(Field value) => value["metadata"]["annotations"][Annotation].Text;

    private static Approval Of(string text) => text.Length == 0 ? Approval.Missing
        : text.StartsWith("unapproved", StringComparison.Ordinal) ? Approval.Bypassed
        : Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Host.Length > 0 ? Approval.Given
        : Approval.Invalid;

    private static bool IsProtected(string group) =>
        new[] { "k8s.io", "kubernetes.io" }.Any(domain => group == domain || group.EndsWith($".{domain}", StringComparison.Ordinal));
}
