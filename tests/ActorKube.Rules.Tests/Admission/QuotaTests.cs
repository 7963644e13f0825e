using ActorKube.Model.Kinds;
using ActorKube.TestKit;
using Xunit;

namespace ActorKube.Rules.Tests.Admission;

public sealed class QuotaTests
{
    /// <summary>The limits of a LimitRange, and all that is wrong with them.</summary>
    public static TheoryData<string, string[]> FaultyLimits => new()
    {
        { """[{"type":"Node"},{"type":"Pod","max":{"cpu":"1"}},{"type":"Pod"}]""", [
            "spec.limits[0].type: Invalid value: \"Node\": must be a standard limit type or fully qualified", "spec.limits[2].type: Duplicate value: \"Pod\"",
        ] },
        { """[{"type":"Pod","max":{"storage":"1"},"default":{"cpu":"1"},"defaultRequest":{"cpu":"1"}}]""", [
            "spec.limits[0].max[storage]: Invalid value: \"storage\": must be a standard resource for containers",
            "spec.limits[0].default: Forbidden: may not be specified when `type` is 'Pod'",
            "spec.limits[0].defaultRequest: Forbidden: may not be specified when `type` is 'Pod'",
        ] },
        { """[{"type":"PersistentVolumeClaim","max":{"tape":"1"}}]""", [
            "spec.limits[0].max[tape]: Invalid value: \"tape\": must be a standard resource type or fully qualified",
            "spec.limits[0].limits: Required value: either minimum or maximum storage value is required, but neither was provided",
        ] },
        { """[{"type":"Pod","min":{"cpu":"2"},"max":{"cpu":"1"}}]""", ["spec.limits[0].min[cpu]: Invalid value: \"2\": min value 2 is greater than max value 1"] },
        { """[{"type":"Container","min":{"cpu":"2"},"max":{"cpu":"4"},"default":{"cpu":"1"},"defaultRequest":{"cpu":"5"}}]""", [
            "spec.limits[0].defaultRequest[cpu]: Invalid value: \"5\": default request value 5 is greater than max value 4",
            "spec.limits[0].defaultRequest[cpu]: Invalid value: \"5\": default request value 5 is greater than default limit value 1",
            "spec.limits[0].default[cpu]: Invalid value: \"2\": min value 2 is greater than default value 1",
        ] },
        { """[{"type":"Container","min":{"cpu":"2"},"max":{"cpu":"4"},"default":{"cpu":"5"},"defaultRequest":{"cpu":"1"}}]""", [
            "spec.limits[0].defaultRequest[cpu]: Invalid value: \"1\": min value 2 is greater than default request value 1",
            "spec.limits[0].default[cpu]: Invalid value: \"4\": default value 5 is greater than max value 4",
        ] },
        { """[{"type":"Pod","min":{"cpu":"2"},"max":{"cpu":"3"},"maxLimitRequestRatio":{"cpu":"2","memory":"500m"}}]""", [
            "spec.limits[0].maxLimitRequestRatio[cpu]: Invalid value: \"2\": ratio 2 is greater than max/min = 1.500000",
            "spec.limits[0].maxLimitRequestRatio[memory]: Invalid value: \"500m\": ratio 500m is less than 1",
        ] },
        { """[{"type":"Container","default":{"a.b/gpu":"2"},"defaultRequest":{"a.b/gpu":"1"}}]""", [
            "spec.limits[0].defaultRequest[a.b/gpu]: Invalid value: \"1\": default value 2 must equal to defaultRequest value 1 in a.b/gpu",
        ] },
    };

    [Theory]
    [MemberData(nameof(FaultyLimits))]
    public void A_faulty_limit_is_refused(string limits, string[] faults) =>
        Assert.Equal(faults, Admitted.Faults(KindCatalogue.LimitRange, $$$"""{"spec":{"limits":{{{limits}}}}}"""));

    [Fact]
    public void Containers_get_by_default_what_they_may_have()
    {
        var made = Admitted.New(KindCatalogue.LimitRange,
            """{"spec":{"limits":[{"type":"Container","max":{"cpu":"2"},"min":{"memory":"1Mi"}},{"type":"Pod","max":{"cpu":"4"}}]}}""");
        Assert.Equal(
            """[{"type":"Container","max":{"cpu":"2"},"min":{"memory":"1Mi"},"default":{"cpu":"2"},"defaultRequest":{"cpu":"2","memory":"1Mi"}},{"type":"Pod","max":{"cpu":"4"}}]""",
            made.At("spec.limits")!.ToJsonString());
    }

    /// <summary>The spec of a quota, and all that is wrong with it.</summary>
    public static TheoryData<string, string[]> FaultyQuota => new()
    {
        { """{"hard":{"limit.cpu":"1"}}""", [
            "spec.hard[limit.cpu]: Invalid value: \"limit.cpu\": must be a standard resource type or fully qualified",
            "spec.hard[limit.cpu]: Invalid value: \"limit.cpu\": must be a standard resource for quota",
        ] },
        { """{"hard":{"storage":"1"}}""", ["spec.hard[storage]: Invalid value: \"storage\": must be a standard resource for quota"] },
        { """{"hard":{"pods":"-500m","count/jobs.batch":"1"}}""", [
            "spec.hard[pods]: Invalid value: \"-500m\": must be greater than or equal to 0", "spec.hard[pods]: Invalid value: \"-500m\": must be an integer",
        ] },
        { """{"hard":{"services":"1","cpu":"1"},"scopes":["BestEffort","NotBestEffort","Any"]}""", [
            .. Enumerable.Repeat($"spec.scopes: Invalid value: {Scopes}: unsupported scope applied to resource", 3),
            $"spec.scopes: Invalid value: {Scopes}: unsupported scope",
            $"spec.scopes: Invalid value: {Scopes}: conflicting scopes",
        ] },
        { """{"hard":{"services":"1"},"scopeSelector":{"matchExpressions":[{"scopeName":"PriorityClass","operator":"In","values":["a"]}]}}""", [
            "spec.scopeSelector.matchExpressions: Invalid value: core.ScopeSelector{MatchExpressions:[]core.ScopedResourceSelectorRequirement{core.ScopedResourceSelectorRequirement"
            + "{ScopeName:\"PriorityClass\", Operator:\"In\", Values:[]string{\"a\"}}}}: unsupported scope applied to resource",
        ] },
        { """{"scopeSelector":{"matchExpressions":[{"scopeName":"Any","operator":"In"},{"scopeName":"Terminating","operator":"NotIn","values":["a"]},{"scopeName":"PriorityClass","operator":"Exists","values":["a"]},{"scopeName":"PriorityClass","operator":"Is"}]}}""", [
            "spec.scopeSelector.matchExpressions.scopeName: Invalid value: \"Any\": unsupported scope",
            "spec.scopeSelector.matchExpressions.values: Required value: must be at least one value when `operator` is 'In' or 'NotIn' for scope selector",
            "spec.scopeSelector.matchExpressions.operator: Invalid value: \"NotIn\": must be 'Exist' when scope is any of ResourceQuotaScopeTerminating, "
            + "ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity",
            "spec.scopeSelector.matchExpressions.values: Invalid value: []string{\"a\"}: must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector",
            "spec.scopeSelector.matchExpressions.operator: Invalid value: \"Is\": not a valid selector operator",
        ] },
    };

    private const string Scopes = """[]core.ResourceQuotaScope{"BestEffort", "NotBestEffort", "Any"}""";

    [Theory]
    [MemberData(nameof(FaultyQuota))]
    public void A_faulty_quota_is_refused(string spec, string[] faults) => Assert.Equal(faults, Admitted.Faults(KindCatalogue.ResourceQuota, $$"""{"spec":{{spec}}}"""));

    [Fact]
    public void A_quota_keeps_its_scopes_and_may_change_its_amounts()
    {
        const string Before = """{"spec":{"hard":{"pods":"1"},"scopes":["Terminating"]}}""";
        Assert.Equal(
            ["spec.scopes: Invalid value: []core.ResourceQuotaScope{\"BestEffort\"}: field is immutable"],
            Admitted.UpdateFaults(KindCatalogue.ResourceQuota, Before, """{"spec":{"hard":{"pods":"1"},"scopes":["BestEffort"]}}"""));
        Assert.Equal("2", (string?)Admitted.Replaced(KindCatalogue.ResourceQuota, Before, """{"spec":{"hard":{"pods":"2"},"scopes":["Terminating"]}}""").At("spec.hard.pods"));
    }

    [Fact]
    public void What_is_used_of_a_quota_is_checked_like_what_there_is() => Assert.Equal(
        ["status.hard[tape]: Invalid value: \"tape\": must be a standard resource type or fully qualified", "status.hard[tape]: Invalid value: \"tape\": must be a standard resource for quota",
         "status.used[pods]: Invalid value: \"-1\": must be greater than or equal to 0"],
        Admitted.StatusFaults(KindCatalogue.ResourceQuota, "{}", """{"hard":{"tape":"1"},"used":{"pods":"-1"}}"""));

    /// <summary>The name and the fields of a priority class, and all that is wrong with them.</summary>
    public static TheoryData<string, string, string[]> FaultyPriority => new()
    {
        { "x", """{"value":1000000001,"preemptionPolicy":"Always"}""", [
            "value: Forbidden: maximum allowed value of a user defined priority is 1000000000",
            "preemptionPolicy: Unsupported value: \"Always\": supported values: \"PreemptLowerPriority\", \"Never\"",
        ] },
        { "system-x", """{"value":1}""", ["metadata.name: Forbidden: priority class names with 'system-' prefix are reserved for system use only. error: system-x is not a known system priority class"] },
        { "system-node-critical", """{"value":1}""", [
            "metadata.name: Forbidden: priority class names with 'system-' prefix are reserved for system use only. error: value of system-node-critical PriorityClass must be 2000001000",
        ] },
        { "system-cluster-critical", """{"value":2000000000,"globalDefault":true}""", [
            "metadata.name: Forbidden: priority class names with 'system-' prefix are reserved for system use only. error: globalDefault of system-cluster-critical PriorityClass must be false",
        ] },
    };

    [Theory]
    [MemberData(nameof(FaultyPriority))]
    public void A_faulty_priority_is_refused(string name, string fields, string[] faults) => Assert.Equal(faults, Admitted.Faults(KindCatalogue.PriorityClass, fields, name));

    [Fact]
    public void A_priority_preempts_and_its_value_stays()
    {
        var made = Admitted.New(KindCatalogue.PriorityClass, """{"value":5}""");
        Assert.Equal("PreemptLowerPriority", (string?)made["preemptionPolicy"]);
        Assert.Equal(1, (int)made.At("metadata.generation")!);
        Assert.Equal(
            ["value: Forbidden: may not be changed in an update.", "preemptionPolicy: Invalid value: \"Never\": field is immutable"],
            Admitted.UpdateFaults(KindCatalogue.PriorityClass, """{"value":5}""", """{"value":6,"preemptionPolicy":"Never"}"""));
        Assert.True((bool)Admitted.Replaced(KindCatalogue.PriorityClass, """{"value":5}""", """{"value":5,"globalDefault":true}""")["globalDefault"]!);
    }

    /// <summary>The fields of a runtime class, and all that is wrong with them.</summary>
    public static TheoryData<string, string[]> FaultyRuntime => new()
    {
        { """{"handler":"A"}""", [$"handler: Invalid value: \"A\": {Admitted.Label}"] },
        { """{"handler":"a","overhead":{"podFixed":{"cpu":"-1","tape":"1"}}}""", [
            "overhead.limits[cpu]: Invalid value: \"-1\": must be greater than or equal to 0",
            "overhead.limits[tape]: Invalid value: \"tape\": must be a standard resource type or fully qualified",
            "overhead.limits[tape]: Invalid value: \"tape\": must be a standard resource for containers",
        ] },
        { """{"handler":"a","scheduling":{"nodeSelector":{"-":"a"},"tolerations":[{"key":"a","operator":"Is"}]}}""", [
            $"scheduling.nodeSelector: Invalid value: \"-\": {Admitted.QualifiedName}",
            "scheduling.tolerations[0].operator: Unsupported value: \"Is\": supported values: \"Equal\", \"Exists\"",
        ] },
    };

    [Theory]
    [MemberData(nameof(FaultyRuntime))]
    public void A_faulty_runtime_is_refused(string fields, string[] faults) => Assert.Equal(faults, Admitted.Faults(KindCatalogue.RuntimeClass, fields));

    [Fact]
    public void A_runtime_keeps_its_handler() => Assert.Equal(
        ["handler: Invalid value: \"b\": field is immutable"], Admitted.UpdateFaults(KindCatalogue.RuntimeClass, """{"handler":"a"}""", """{"handler":"b"}"""));
}
