using ActorKube.Model.Objects;

namespace ActorKube.Rules.Admission;

/// <summary>A value as Go prints it with <c>%#v</c>: upstream's messages show maps and selectors so, and people search for them.</summary>
internal sealed class GoSyntax
{
    private readonly string _text;

    private GoSyntax(string text) => _text = text;

    /// <summary>A value that is known as Go prints it.</summary>
    internal static GoSyntax Of(string text) => new(text);

    internal static GoSyntax Map(LabelSet labels) => new(MapText(labels));

    internal static GoSyntax Selector(Field selector) => new(
        $"v1.LabelSelector{{MatchLabels:{(selector["matchLabels"].IsSet ? MapText(selector.Node.Labels("matchLabels")) : "map[string]string(nil)")}, "
        + $"MatchExpressions:{Expressions(selector["matchExpressions"])}}}");

    /// <summary>A list of texts: <c>[]string{"a", "b"}</c>.</summary>
    internal static GoSyntax Texts(Field list) => new(Values(list));

    /// <summary>A list of texts of a type of their own: <c>[]core.IPFamily{"IPv4"}</c>.</summary>
    internal static GoSyntax Texts(Field list, string type) => new($"[]{type}{Values(list)["[]string".Length..]}");

    internal static GoSyntax ServicePort(string protocol, long port) => new(
        $"core.ServicePort{{Name:\"\", Protocol:\"{protocol}\", AppProtocol:(*string)(nil), Port:{port}, "
        + "TargetPort:intstr.IntOrString{Type:0, IntVal:0, StrVal:\"\"}, NodePort:0}");

    internal static GoSyntax RoleRef(Field role) =>
        new($"rbac.RoleRef{{APIGroup:\"{role["apiGroup"].Text}\", Kind:\"{role["kind"].Text}\", Name:\"{role["name"].Text}\"}}");

    internal static GoSyntax NodeSelectorTerms(Field terms) => new(TermsText(terms));

    internal static GoSyntax NodeSelectorTerm(Field term) => new(TermText(term));

    public override string ToString() => _text;

    private static string TermsText(Field terms) => !terms.IsSet
        ? "[]core.NodeSelectorTerm(nil)"
        : $"[]core.NodeSelectorTerm{{{string.Join(", ", terms.Items.Select(TermText))}}}";

    private static string TermText(Field term) =>
        $"core.NodeSelectorTerm{{MatchExpressions:{Requirements(term["matchExpressions"])}, MatchFields:{Requirements(term["matchFields"])}}}";

    private static string Requirements(Field requirements) => !requirements.IsSet
        ? "[]core.NodeSelectorRequirement(nil)"
        : "[]core.NodeSelectorRequirement{" + string.Join(", ", requirements.Items.Select(item =>
            $"core.NodeSelectorRequirement{{Key:\"{item["key"].Text}\", Operator:\"{item["operator"].Text}\", Values:{Values(item["values"])}}}")) + "}";

    private static string MapText(LabelSet labels) =>
        $"map[string]string{{{string.Join(", ", labels.Select(label => $"\"{label.Key}\":\"{label.Value}\""))}}}";

    private static string Expressions(Field expressions) => !expressions.IsSet
        ? "[]v1.LabelSelectorRequirement(nil)"
        : "[]v1.LabelSelectorRequirement{" + string.Join(", ", expressions.Items.Select(item =>
            $"v1.LabelSelectorRequirement{{Key:\"{item["key"].Text}\", Operator:\"{item["operator"].Text}\", Values:{Values(item["values"])}}}")) + "}";

    private static string Values(Field values) =>
        values.IsSet ? $"[]string{{{string.Join(", ", values.Items.Select(item => $"\"{item.Text}\""))}}}" : "[]string(nil)";
}
