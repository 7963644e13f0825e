using System.Text;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;

namespace ActorKube.Rules.Admission.Cluster;

/// <summary>
/// What all Events must keep to: each lives in the namespace of what it is about, and in <c>default</c> if that is cluster-scoped. One that says when it
/// happened by <c>eventTime</c> is of the newer sort and must say more.
/// </summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/event-v1/.</remarks>
internal static class EventRules
{
    private const int LongestText = 128;
    private const int LongestMessage = 1024;

    /// <param name="value">The Event in its stored form.</param>
    /// <param name="reporter">What the version in which it is written calls the field <c>reportingComponent</c>.</param>
    internal static IEnumerable<FieldFault> Check(Field value, string reporter) => value["eventTime"].IsSet ? Newer(value, reporter) : Older(value);

    private static IEnumerable<FieldFault> Older(Field value)
    {
        var (about, home) = (value["involvedObject"]["namespace"], value["metadata"]["namespace"]);
        return home.Text == (about.IsEmptyText ? "default" : about.Text) ? [] : [Elsewhere(about)];
    }

    private static IEnumerable<FieldFault> Newer(Field value, string reporter)
    {
        var (about, home, by, message) = (value["involvedObject"]["namespace"], value["metadata"]["namespace"], value["reportingComponent"], value["message"]);
        return
        [
            .. about.IsEmptyText && home.Text is not ("default" or "kube-system") ? [Elsewhere(about)] : Array.Empty<FieldFault>(),
            .. by.IsEmptyText ? [FieldFault.Required(reporter)] : Array.Empty<FieldFault>(),
            .. NameRule.QualifiedFaults(by.Text).Select(fault => FieldFault.Invalid(reporter, by.Text, fault)),
            .. new[] { "reportingInstance", "action", "reason" }.SelectMany(name => Text(value[name])),
            .. Bounded(message, LongestMessage),
        ];
    }

    private static FieldFault Elsewhere(Field about) => FieldFault.Invalid(about.Path, about.Text, "does not match event.namespace");

    private static IEnumerable<FieldFault> Text(Field text) =>
        [.. text.IsEmptyText ? [FieldFault.Required(text.Path)] : Array.Empty<FieldFault>(), .. Bounded(text, LongestText)];

    private static IEnumerable<FieldFault> Bounded(Field text, int most) =>
        Encoding.UTF8.GetByteCount(text.Text) > most ? [FieldFault.Invalid(text.Path, "", $"can have at most {most} characters")] : [];
}
