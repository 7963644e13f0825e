using ActorKube.Model.Kinds;
using Xunit;
using static ActorKube.Rules.Tests.Printing.PrintedRow;

namespace ActorKube.Rules.Tests.Printing;

/// <summary>Autoscalers show each metric as the current value and the wanted one.</summary>
public sealed class AutoscalerTableTests
{
    private const string Cpu = """{"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":80}}}""";
    private const string Memory = """{"type":"Resource","resource":{"name":"memory","target":{"type":"AverageValue","averageValue":"1024Mi"}}}""";

    [Fact]
    public void An_autoscaler_names_what_it_scales_and_between_which_bounds()
    {
        Shows(KindCatalogue.HorizontalPodAutoscaler,
            """{"spec":{"scaleTargetRef":{"kind":"Deployment","name":"web"},"minReplicas":2,"maxReplicas":10},"status":{"currentReplicas":3}}""",
            "Reference: Deployment/web", "Targets: <none>", "MinPods: 2", "MaxPods: 10", "Replicas: 3", "Age: 5m");
        Shows(KindCatalogue.HorizontalPodAutoscaler, "{}", "MinPods: <unset>", "MaxPods: 0", "Replicas: 0");
    }

    [Theory]
    [InlineData(Cpu, "", "cpu: <unknown>/80%")]
    [InlineData(Cpu, """{"type":"Resource","resource":{"name":"cpu","current":{"averageUtilization":50,"averageValue":"250m"}}}""", "cpu: 50%/80%")]
    [InlineData("""{"type":"Resource","resource":{"name":"cpu","target":{}}}""", "", "cpu: <unknown>/<auto>")]
    [InlineData(Memory, """{"type":"Resource","resource":{"name":"memory","current":{"averageValue":"0.5Gi"}}}""", "memory: 512Mi/1Gi")]
    [InlineData(Memory, "", "memory: <unknown>/1Gi")]
    [InlineData("""{"type":"ContainerResource","containerResource":{"name":"cpu","container":"a","target":{"averageUtilization":60}}}""",
        """{"type":"ContainerResource","containerResource":{"name":"cpu","current":{"averageUtilization":7}}}""", "cpu: 7%/60%")]
    [InlineData("""{"type":"Pods","pods":{"metric":{"name":"qps"},"target":{"averageValue":"100"}}}""",
        """{"type":"Pods","pods":{"current":{"averageValue":"37500m"}}}""", "37500m/100")]
    [InlineData("""{"type":"Object","object":{"target":{"value":"2k"}}}""", """{"type":"Object","object":{"current":{"value":"10"}}}""", "10/2k")]
    [InlineData("""{"type":"External","external":{"target":{"averageValue":"30"}}}""", """{"type":"External","external":{"current":{"averageValue":"5"}}}""",
        "5/30 (avg)")]
    [InlineData("""{"type":"External","external":{"target":{"value":"30"}}}""", "", "<unknown>/30")]
    [InlineData("""{"type":"Guess"}""", "", "<unknown type>")]
    [InlineData($"{Cpu},{Memory}", "", "cpu: <unknown>/80%, memory: <unknown>/1Gi")]
    [InlineData($"{Cpu},{Memory},{Cpu},{Cpu}", "", "cpu: <unknown>/80%, memory: <unknown>/1Gi + 2 more...")]
    public void Targets_are_current_and_wanted(string metrics, string current, string targets) => Shows(KindCatalogue.HorizontalPodAutoscaler,
        $$$"""{"spec":{"metrics":[{{{metrics}}}]},"status":{"currentMetrics":[{{{current}}}]}}""", $"Targets: {targets}");

    [Theory]
    [InlineData("""{"spec":{"targetCPUUtilizationPercentage":80}}""", "cpu: <unknown>/80%")]
    [InlineData("""{"spec":{"targetCPUUtilizationPercentage":80},"status":{"currentCPUUtilizationPercentage":120}}""", "cpu: 120%/80%")]
    [InlineData("{}", "<none>")]
    public void Version_1_shows_its_one_metric_alike(string value, string targets) =>
        Shows(KindCatalogue.HorizontalPodAutoscalerV1, value, $"Targets: {targets}");
}
