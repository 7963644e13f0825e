using ActorKube.Model.Kinds;
using ActorKube.Rules.Printing;
using Xunit;
using static ActorKube.Rules.Tests.Printing.PrintedRow;

namespace ActorKube.Rules.Tests.Printing;

/// <summary>Configuration, bounds, bindings and events, as <c>kubectl get -o wide</c> shows them.</summary>
public sealed class SmallTablesTests
{
    [Theory]
    [InlineData("""{"status":{"phase":"Active"}}""", "Status: Active", "Age: 5m")]
    [InlineData("{}", "Status: ")]
    public void A_namespace(string value, params string[] cells) => Shows(KindCatalogue.Namespace, value, cells);

    [Theory]
    [InlineData("{}", "0")]
    [InlineData("""{"data":{"a":"1","b":"2"},"binaryData":{"c":"AA=="}}""", "3")]
    public void A_config_map(string value, string count) => Shows(KindCatalogue.ConfigMap, value, $"Data: {count}", "Age: 5m");

    [Fact]
    public void A_secret() => Shows(KindCatalogue.Secret, """{"type":"Opaque","data":{"a":"AA==","b":""}}""", "Type: Opaque", "Data: 2", "Age: 5m");

    [Fact]
    public void A_service_account() => Shows(KindCatalogue.ServiceAccount, """{"secrets":[{"name":"a"}]}""", "Secrets: 1", "Age: 5m");

    [Fact]
    public void A_lease() => Shows(KindCatalogue.Lease, """{"spec":{"holderIdentity":"worker-1"}}""", "Holder: worker-1", "Age: 5m");

    [Fact]
    public void A_runtime_class() => Shows(KindCatalogue.RuntimeClass, """{"handler":"runsc"}""", "Handler: runsc", "Age: 5m");

    [Theory]
    [InlineData("""{"value":1000,"globalDefault":true,"preemptionPolicy":"Never"}""", "Value: 1000", "Global-Default: true", "PreemptionPolicy: Never")]
    [InlineData("{}", "Value: 0", "Global-Default: false", "PreemptionPolicy: ")]
    public void A_priority_class(string value, params string[] cells) => Shows(KindCatalogue.PriorityClass, value, cells);

    [Theory]
    [InlineData("""{"spec":{"minAvailable":2},"status":{"disruptionsAllowed":1}}""", "Min Available: 2", "Max Unavailable: N/A", "Allowed Disruptions: 1")]
    [InlineData("""{"spec":{"maxUnavailable":"50%"}}""", "Min Available: N/A", "Max Unavailable: 50%", "Allowed Disruptions: 0", "Age: 5m")]
    public void A_disruption_budget(string value, params string[] cells) => Shows(KindCatalogue.PodDisruptionBudget, value, cells);

    [Theory]
    [InlineData("""{"spec":{"hard":{"pods":"4"}}}""", "Request: ", "Limit: ")]
    [InlineData("""
        {"status":{"hard":{"requests.cpu":"1","pods":"10","limits.memory":"2048Mi","limits.cpu":"2"},"used":{"pods":"3","requests.cpu":"0.5","limits.cpu":"500m"}}}
        """, "Request: pods: 3/10, requests.cpu: 500m/1", "Limit: limits.cpu: 500m/2, limits.memory: 0/2Gi", "Age: 5m")]
    public void A_quota(string value, params string[] cells) => Shows(KindCatalogue.ResourceQuota, value, cells);

    [Theory]
    [InlineData("{}", "Role: /", "Users: ", "Groups: ", "ServiceAccounts: ")]
    [InlineData("""
        {"roleRef":{"kind":"ClusterRole","name":"view"},"subjects":[{"kind":"User","name":"ann"},{"kind":"ServiceAccount","namespace":"shop","name":"robot"},
          {"kind":"User","name":"bob"},{"kind":"Group","name":"ops"}]}
        """, "Role: ClusterRole/view", "Users: ann, bob", "Groups: ops", "ServiceAccounts: shop/robot", "Age: 5m")]
    public void A_binding(string value, params string[] cells)
    {
        Shows(KindCatalogue.RoleBinding, value, cells);
        Shows(KindCatalogue.ClusterRoleBinding, value, cells);
    }

    [Theory]
    [InlineData("Role")]
    [InlineData("ClusterRole")]
    [InlineData("CustomResourceDefinition")]
    [InlineData("LimitRange")]
    public void Kinds_without_a_table_of_their_own_show_when_they_were_made(string kind)
    {
        Assert.True(KindCatalogue.BuiltIn.TryFindByName(kind, out var found));
        Shows(found, "{}", "Name: x", "Created At: 2026-01-01T12:00:00Z");
    }

    [Theory]
    [InlineData("""
        {"type":"Warning","reason":"BackOff","involvedObject":{"kind":"Pod","name":"web","fieldPath":"spec.containers{main}"},"source":{"component":"kubelet",
          "host":"worker-1"},"message":" Back-off restarting \n","firstTimestamp":"2026-01-01T12:01:00Z","lastTimestamp":"2026-01-01T12:04:00Z","count":7}
        """, "Last Seen: 60s", "Type: Warning", "Reason: BackOff", "Object: pod/web", "Subobject: spec.containers{main}", "Source: kubelet, worker-1",
        "Message: Back-off restarting", "First Seen: 4m", "Count: 7", "Name: x")]
    [InlineData("""
        {"involvedObject":{"kind":"Pod","name":"web"},"eventTime":"2026-01-01T12:04:00.000000Z","firstTimestamp":null,"lastTimestamp":null,
          "reportingComponent":"scheduler","source":{}}
        """, "Last Seen: 60s", "First Seen: 60s", "Count: 1", "Source: scheduler")]
    [InlineData("""
        {"involvedObject":{"kind":"Node"},"eventTime":"2026-01-01T12:00:00.000000Z","series":{"count":4,"lastObservedTime":"2026-01-01T12:04:50.000000Z"}}
        """, "Last Seen: 10s", "First Seen: 5m", "Count: 4", "Object: node")]
    [InlineData("{}", "Last Seen: <unknown>", "First Seen: <unknown>", "Count: 1", "Object: ", "Source: ")]
    public void An_event(string value, params string[] cells) => Shows(KindCatalogue.Event, value, cells);

    [Fact]
    public void An_event_of_the_newer_group_shows_the_same() => Shows(KindCatalogue.EventsEvent,
        """
        {"regarding":{"kind":"Pod","name":"web"},"note":"hello","deprecatedFirstTimestamp":"2026-01-01T12:01:00Z","deprecatedLastTimestamp":"2026-01-01T12:04:00Z",
          "deprecatedCount":2,"deprecatedSource":{"component":"kubelet"},"reportingController":"other","reportingInstance":"worker-1"}
        """, "Last Seen: 60s", "First Seen: 4m", "Count: 2", "Object: pod/web", "Message: hello", "Source: kubelet, worker-1");

    [Fact]
    public void Numbers_and_flags_are_cells_of_their_own_type()
    {
        var cells = Cells(TablePrinter.For(KindCatalogue.PriorityClass), Object(KindCatalogue.PriorityClass, """{"value":7,"globalDefault":true}"""));
        Assert.Equal("""["x",7,true,"5m",""]""", cells.ToJsonString());
    }
}
