using ActorKube.Model.Kinds;
using Xunit;

namespace ActorKube.Rules.Tests.Admission;

public sealed class RoleTests
{
    public static TheoryData<bool, string, string[]> FaultyRoles => new()
    {
        { true, """{"rules":[{}]}""", [
            "rules[0].verbs: Required value: verbs must contain at least one value",
            "rules[0].apiGroups: Required value: resource rules must supply at least one api group",
            "rules[0].resources: Required value: resource rules must supply at least one resource",
        ] },
        { true, """{"rules":[{"verbs":["get"],"nonResourceURLs":["/a"]}]}""", ["""rules[0].nonResourceURLs: Invalid value: []string{"/a"}: namespaced rules cannot apply to non-resource URLs"""] },
        { false, """{"rules":[{"verbs":["get"],"nonResourceURLs":["/a","/b"],"resources":["pods"]}]}""", ["""rules[0].nonResourceURLs: Invalid value: []string{"/a", "/b"}: rules cannot apply to both regular resources and non-resource URLs"""] },
        { false, """{"aggregationRule":{}}""", ["aggregationRule.clusterRoleSelectors: Required value: at least one clusterRoleSelector required if aggregationRule is non-nil"] },
        { false, """{"aggregationRule":{"clusterRoleSelectors":[{"matchExpressions":[{"key":"a","operator":"Is"}]}]}}""", ["aggregationRule.clusterRoleSelectors[0].matchExpressions[0].operator: Invalid value: \"Is\": not a valid selector operator"] },
    };

    [Theory]
    [MemberData(nameof(FaultyRoles))]
    public void A_faulty_role_is_refused(bool namespaced, string fields, string[] faults) =>
        Assert.Equal(faults, Admitted.Faults(namespaced ? KindCatalogue.Role : KindCatalogue.ClusterRole, fields));

    [Theory]
    [InlineData("system:controller:x", true)]
    [InlineData("Upper_Case", true)]
    [InlineData("a%b", false)]
    [InlineData("..", false)]
    public void A_role_may_have_any_name_that_a_URL_can_hold(string name, bool taken)
    {
        if (taken)
            Assert.Equal(name, (string?)Admitted.New(KindCatalogue.ClusterRole, "{}", name)["metadata"]!["name"]);
        else
            Assert.StartsWith($"metadata.name: Invalid value: \"{name}\": may not", Assert.Single(Admitted.Faults(KindCatalogue.ClusterRole, "{}", name)));
    }

    [Fact]
    public void A_binding_gets_the_group_of_its_role_and_of_persons()
    {
        var binding = Admitted.New(KindCatalogue.RoleBinding, """{"roleRef":{"kind":"Role","name":"a"},"subjects":[{"kind":"User","name":"ann"},{"kind":"ServiceAccount","name":"build"}]}""");
        Assert.Equal("""{"kind":"Role","name":"a","apiGroup":"rbac.authorization.k8s.io"}""", binding["roleRef"]!.ToJsonString());
        Assert.Equal(
            """[{"kind":"User","name":"ann","apiGroup":"rbac.authorization.k8s.io"},{"kind":"ServiceAccount","name":"build"}]""", binding["subjects"]!.ToJsonString());
    }

    public static TheoryData<bool, string, string[]> FaultyBindings => new()
    {
        { true, """{}""", ["roleRef.kind: Unsupported value: \"\": supported values: \"Role\", \"ClusterRole\"", "roleRef.name: Required value"] },
        { false, """{"roleRef":{"apiGroup":"a","kind":"Role","name":"a/b"}}""", [
            "roleRef.apiGroup: Unsupported value: \"a\": supported values: \"rbac.authorization.k8s.io\"",
            "roleRef.kind: Unsupported value: \"Role\": supported values: \"ClusterRole\"",
            "roleRef.name: Invalid value: \"a/b\": may not contain '/'",
        ] },
        { false, """{"roleRef":{"kind":"ClusterRole","name":"a"},"subjects":[{"kind":"ServiceAccount","name":"a"},{"kind":"User"},{"kind":"Robot","name":"r"},{"kind":"ServiceAccount","name":"A","namespace":"b","apiGroup":"c"}]}""", [
            "subjects[0].namespace: Required value",
            "subjects[1].name: Required value",
            "subjects[1].name: Invalid value: \"\": user name cannot be empty",
            "subjects[2].kind: Unsupported value: \"Robot\": supported values: \"ServiceAccount\", \"User\", \"Group\"",
            $"subjects[3].name: Invalid value: \"A\": {Admitted.Subdomain}",
            "subjects[3].apiGroup: Unsupported value: \"c\": supported values: \"\"",
        ] },
    };

    [Theory]
    [MemberData(nameof(FaultyBindings))]
    public void A_faulty_binding_is_refused(bool namespaced, string fields, string[] faults) =>
        Assert.Equal(faults, Admitted.Faults(namespaced ? KindCatalogue.RoleBinding : KindCatalogue.ClusterRoleBinding, fields));

    [Fact]
    public void A_binding_stays_bound_to_its_role() => Assert.Equal(
        ["""roleRef: Invalid value: rbac.RoleRef{APIGroup:"rbac.authorization.k8s.io", Kind:"Role", Name:"b"}: cannot change roleRef"""],
        Admitted.UpdateFaults(KindCatalogue.RoleBinding, """{"roleRef":{"kind":"Role","name":"a"}}""", """{"roleRef":{"kind":"Role","name":"b"}}"""));
}
