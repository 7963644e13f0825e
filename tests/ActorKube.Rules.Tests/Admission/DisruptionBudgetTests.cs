using ActorKube.Model.Kinds;
using Xunit;

namespace ActorKube.Rules.Tests.Admission;

public sealed class DisruptionBudgetTests
{
    private const string Percent =
        "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";

    public static TheoryData<string, string[]> Faulty => new()
    {
        { """{"spec":{"minAvailable":-1}}""", ["spec.minAvailable: Invalid value: -1: must be greater than or equal to 0"] },
        { """{"spec":{"minAvailable":"ten"}}""", [$"spec.minAvailable: Invalid value: \"ten\": {Percent}"] },
        { """{"spec":{"maxUnavailable":"101%"}}""", ["spec.maxUnavailable: Invalid value: \"101%\": must not be greater than 100%"] },
        { """{"spec":{"minAvailable":1,"maxUnavailable":1}}""", ["spec: Invalid value: {\"minAvailable\":1,\"maxUnavailable\":1}: minAvailable and maxUnavailable cannot be both set"] },
        { """{"spec":{"selector":{"matchExpressions":[{"key":"a","operator":"In"}]}}}""", ["spec.selector.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'"] },
        { """{"spec":{"unhealthyPodEvictionPolicy":"Never"}}""", ["spec.unhealthyPodEvictionPolicy: Unsupported value: \"Never\": supported values: \"AlwaysAllow\", \"IfHealthyBudget\""] },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void A_faulty_budget_is_refused(string fields, string[] faults) => Assert.Equal(faults, Admitted.Faults(KindCatalogue.PodDisruptionBudget, fields));

    [Fact]
    public void A_budget_counts_its_generations()
    {
        var budget = Admitted.Replaced(KindCatalogue.PodDisruptionBudget, """{"spec":{"minAvailable":1}}""", """{"spec":{"minAvailable":"50%"}}""");
        Assert.Equal(2, (int?)budget["metadata"]!["generation"]);
    }

    public static TheoryData<string, string[]> FaultyStatus => new()
    {
        { """{"currentHealthy":-1,"desiredHealthy":-2}""", ["status.currentHealthy: Invalid value: -1: must be greater than or equal to 0", "status.desiredHealthy: Invalid value: -2: must be greater than or equal to 0"] },
        { """{"conditions":[{"type":"A","status":"Maybe","reason":"1"}]}""", [
            "status.conditions[0].status: Unsupported value: \"Maybe\": supported values: \"False\", \"True\", \"Unknown\"",
            "status.conditions[0].lastTransitionTime: Required value: must be set",
            "status.conditions[0].reason: Invalid value: \"1\": a condition reason must start with alphabetic character, optionally followed by a string of alphanumeric characters or '_,:', and must end with an alphanumeric character or '_' (e.g. 'my_name',  or 'MY_NAME',  or 'MyName',  or 'ReasonA,ReasonB',  or 'ReasonA:ReasonB', regex used for validation is '[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?')",
        ] },
    };

    [Theory]
    [MemberData(nameof(FaultyStatus))]
    public void A_faulty_status_is_refused(string status, string[] faults) =>
        Assert.Equal(faults, Admitted.StatusFaults(KindCatalogue.PodDisruptionBudget, "{}", status));
}
