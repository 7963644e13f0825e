using System.Text.Json.Nodes;
using ActorKube.Rules.Admission;
using ActorKube.Rules.Admission.Pods.Updates;
using ActorKube.TestKit;
using Xunit;

namespace ActorKube.Rules.Tests.Admission;

public sealed class PodUpdateTests
{
    private const string Main = "\"containers\":[{\"name\":\"main\",\"image\":\"i\"}]";
    private const string Terms = "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms";

    private const string Settled =
        "spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,"
        + "`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)\n";

    /// <summary>A spec as it was, as it is wanted (both without containers), and what is wrong with the change.</summary>
    public static TheoryData<string, string, string[]> Changes => new()
    {
        { "{}", """{"activeDeadlineSeconds":5}""", [] },
        { """{"activeDeadlineSeconds":5}""", """{"activeDeadlineSeconds":6}""", ["spec.activeDeadlineSeconds: Invalid value: 6: must be less than or equal to previous value"] },
        { """{"activeDeadlineSeconds":5}""", "{}", ["spec.activeDeadlineSeconds: Invalid value: null: must not update from a positive integer to nil value"] },
        { "{}", """{"activeDeadlineSeconds":-1}""", ["spec.activeDeadlineSeconds: Invalid value: -1: must be between 0 and 2147483647, inclusive"] },
        { """{"terminationGracePeriodSeconds":-5}""", """{"terminationGracePeriodSeconds":1}""", [] },
        {
            """{"terminationGracePeriodSeconds":5}""", """{"terminationGracePeriodSeconds":1,"hostname":"h"}""",
            [Settled + "  core.PodSpec{\n- \tHostname: \"\",\n+ \tHostname: \"h\",\n- \tTerminationGracePeriodSeconds: 5,\n+ \tTerminationGracePeriodSeconds: 1,\n  \t... // 5 identical fields\n  }\n"]
        },
        { """{"schedulingGates":[{"name":"a"}]}""", """{"schedulingGates":[{"name":"a"},{"name":"b"}]}""", ["spec.schedulingGates[1].name: Forbidden: only deletion is allowed, but found new scheduling gate 'b'"] },
        { """{"schedulingGates":[{"name":"a"}],"nodeSelector":{"x":"y"}}""", """{"schedulingGates":[{"name":"a"}],"nodeSelector":{"x":"y","z":"w"}}""", [] },
        {
            """{"schedulingGates":[{"name":"a"}],"nodeSelector":{"x":"y"}}""", """{"schedulingGates":[{"name":"a"}],"nodeSelector":{"x":"z"}}""",
            ["spec.nodeSelector: Invalid value: map[string]string{\"x\":\"z\"}: only additions to spec.nodeSelector are allowed (no mutations or deletions)"]
        },
        { Gated(), Gated("""{"matchExpressions":[{"key":"a","operator":"Exists"}]}"""), [] },
        { Gated("""{"matchExpressions":[{"key":"a","operator":"Exists"}]}"""), Gated("""{"matchExpressions":[{"key":"a","operator":"Exists"},{"key":"b","operator":"In","values":["c"]}]}"""), [] },
        {
            Gated("""{"matchExpressions":[{"key":"a","operator":"Exists"}]}"""), Gated("""{"matchExpressions":[{"key":"b","operator":"In","values":["c"]}]}"""),
            [Terms + "[0]: Invalid value: core.NodeSelectorTerm{MatchExpressions:[]core.NodeSelectorRequirement{core.NodeSelectorRequirement{Key:\"b\", Operator:\"In\", Values:[]string{\"c\"}}}, MatchFields:[]core.NodeSelectorRequirement(nil)}: only additions are allowed (no mutations or deletions)"]
        },
        {
            Gated("""{"matchFields":[]}"""), Gated("""{"matchFields":[]}""", """{"matchFields":[]}"""),
            [Terms + ": Invalid value: []core.NodeSelectorTerm{core.NodeSelectorTerm{MatchExpressions:[]core.NodeSelectorRequirement(nil), MatchFields:[]core.NodeSelectorRequirement{}}, core.NodeSelectorTerm{MatchExpressions:[]core.NodeSelectorRequirement(nil), MatchFields:[]core.NodeSelectorRequirement{}}}: no additions/deletions to non-empty NodeSelectorTerms list are allowed"]
        },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_change_is_refused_in_upstreams_words(string before, string after, string[] faults) =>
        Assert.Equal(faults, PodUpdateRules.Check(Spec(after), Spec(before)).Select(fault => fault.ToString()));

    [Fact]
    public void A_diff_shows_what_changed_and_counts_the_rest() => Assert.Equal(
        "  core.PodSpec{\n  \tContainers: {\n  \t\t{\n- \t\t\tCommand: nil,\n+ \t\t\tCommand: {\"x\"},\n  \t\t\t... // 1 identical fields\n  \t\t},\n- \t\t{Name: \"b\"},\n  \t\t... // 1 identical elements\n  \t},\n  }\n",
        SpecDiff.Of("core.PodSpec",
            Json.Tree("""{"containers":[{"name":"a"},{"name":"c"},{"name":"b"}]}"""), Json.Tree("""{"containers":[{"name":"a","command":["x"]},{"name":"c"}]}""")));

    private static string Gated(params string[] terms) => terms.Length == 0
        ? """{"schedulingGates":[{"name":"a"}]}"""
        : """{"schedulingGates":[{"name":"a"}],"affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":["""
            + string.Join(',', terms) + "]}}}}";

    private static Field Spec(string text)
    {
        var spec = Json.Tree(text.Length == 2 ? $"{{{Main}}}" : $"{{{Main},{text[1..]}");
        Rules.Admission.Pods.PodDefaults.OfSpec(spec);
        return Field.Root(new JsonObject { ["spec"] = spec })["spec"];
    }
}
