using System.Net;
using System.Text.Json.Nodes;
using ActorKube.ApiServer.Tests.Serving;

namespace ActorKube.ApiServer.Tests.Writes;

[Collection(ServedStoreCollection.Name)]
public sealed class WriteTests(ServedStore server)
{
    [Fact]
    public async Task What_was_created_is_answered_as_it_was_stored_and_read_back_the_same()
    {
        var home = await server.NamespaceAsync();
        var (code, created) = await server.SendAsync(HttpMethod.Post, $"/api/v1/namespaces/{home}/configmaps", """{"metadata":{"name":"a"},"data":{"x":"1"}}""");
        Assert.Equal(HttpStatusCode.Created, code);
        Assert.Equal(("ConfigMap", "v1", home), ((string)created["kind"]!, (string)created["apiVersion"]!, (string)created["metadata"]!["namespace"]!));
        Assert.NotNull(created["metadata"]!["uid"]);
        Assert.NotNull(created["metadata"]!["creationTimestamp"]);
        Assert.Equal(created.ToJsonString(), (await server.GetAsync($"/api/v1/namespaces/{home}/configmaps/a")).ToJsonString());
    }

    [Fact]
    public async Task Names_are_made_where_only_a_prefix_is_given()
    {
        var home = await server.NamespaceAsync();
        var body = """{"metadata":{"generateName":"job-"}}""";
        var one = await server.MustAsync(HttpMethod.Post, $"/api/v1/namespaces/{home}/configmaps", body);
        var two = await server.MustAsync(HttpMethod.Post, $"/api/v1/namespaces/{home}/configmaps", body);
        Assert.StartsWith("job-", (string)one["metadata"]!["name"]!, StringComparison.Ordinal);
        Assert.NotEqual((string)one["metadata"]!["name"]!, (string)two["metadata"]!["name"]!);
    }

    [Fact]
    public async Task A_body_may_be_yaml()
    {
        var home = await server.NamespaceAsync();
        var made = await server.MustAsync(HttpMethod.Post, $"/api/v1/namespaces/{home}/configmaps", "metadata:\n  name: yaml\ndata:\n  x: \"2\"\n", contentType: "application/yaml");
        Assert.Equal("2", (string)made["data"]!["x"]!);
    }

    [Fact]
    public async Task An_update_of_a_state_that_has_passed_is_a_conflict()
    {
        var home = await server.NamespaceAsync();
        var first = await server.ConfigMapAsync(home, "a");
        var path = $"/api/v1/namespaces/{home}/configmaps/a";
        first["data"]!["x"] = "2";
        await server.MustAsync(HttpMethod.Put, path, first.ToJsonString());
        first["data"]!["x"] = "3";
        var (code, status) = await server.SendAsync(HttpMethod.Put, path, first.ToJsonString());
        Assert.Equal((HttpStatusCode.Conflict, "Conflict"), (code, (string)status["reason"]!));
        Assert.Equal(
            "Operation cannot be fulfilled on configmaps \"a\": the object has been modified; please apply your changes to the latest version and try again",
            (string)status["message"]!);
        Assert.Equal("2", (string)(await server.GetAsync(path))["data"]!["x"]!);
    }

    [Fact]
    public async Task A_dry_run_answers_as_if_and_changes_nothing()
    {
        var home = await server.NamespaceAsync();
        var path = $"/api/v1/namespaces/{home}/configmaps";
        var made = await server.MustAsync(HttpMethod.Post, path + "?dryRun=All", """{"metadata":{"name":"a"}}""");
        Assert.Equal("a", (string)made["metadata"]!["name"]!);
        Assert.Equal(HttpStatusCode.NotFound, (await server.SendAsync(HttpMethod.Get, path + "/a")).Code);
        await server.ConfigMapAsync(home, "b");
        await server.MustAsync(HttpMethod.Delete, path + "/b", """{"dryRun":["All"]}""");
        Assert.Equal(HttpStatusCode.OK, (await server.SendAsync(HttpMethod.Get, path + "/b")).Code);
    }

    [Fact]
    public async Task A_deletion_says_what_is_gone_and_takes_preconditions()
    {
        var home = await server.NamespaceAsync();
        var path = $"/api/v1/namespaces/{home}/configmaps/a";
        var made = await server.ConfigMapAsync(home, "a");
        var (code, _) = await server.SendAsync(HttpMethod.Delete, path, """{"preconditions":{"uid":"another"}}""");
        Assert.Equal(HttpStatusCode.Conflict, code);
        var gone = await server.MustAsync(HttpMethod.Delete, path);
        Assert.Equal(("Success", "a", "configmaps"), ((string)gone["status"]!, (string)gone["details"]!["name"]!, (string)gone["details"]!["kind"]!));
        Assert.Equal((string)made["metadata"]!["uid"]!, (string)gone["details"]!["uid"]!);
        Assert.Equal(HttpStatusCode.NotFound, (await server.SendAsync(HttpMethod.Delete, path)).Code);
    }

    [Fact]
    public async Task A_collection_is_deleted_as_far_as_it_is_selected()
    {
        var home = await server.NamespaceAsync();
        await server.ConfigMapAsync(home, "a", labels: """{"l":"1"}""");
        await server.ConfigMapAsync(home, "b", labels: """{"l":"1"}""");
        await server.ConfigMapAsync(home, "c");
        var deleted = await server.MustAsync(HttpMethod.Delete, $"/api/v1/namespaces/{home}/configmaps?labelSelector=l%3D1");
        Assert.Equal(2, deleted["items"]!.AsArray().Count);
        var rest = await server.GetAsync($"/api/v1/namespaces/{home}/configmaps");
        Assert.Equal("c", (string)rest["items"]!.AsArray().Single()!["metadata"]!["name"]!);
    }

    [Fact]
    public async Task One_object_shows_itself_in_each_version_that_is_served()
    {
        var home = await server.NamespaceAsync();
        var path = $"/namespaces/{home}/horizontalpodautoscalers";
        await server.MustAsync(HttpMethod.Post, "/apis/autoscaling/v1" + path, """
            {"metadata":{"name":"h"},"spec":{"scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"d"},"maxReplicas":5,"targetCPUUtilizationPercentage":70}}
            """);
        var v2 = await server.GetAsync($"/apis/autoscaling/v2{path}/h");
        var v1 = await server.GetAsync($"/apis/autoscaling/v1{path}/h");
        Assert.Equal(("autoscaling/v2", "autoscaling/v1"), ((string)v2["apiVersion"]!, (string)v1["apiVersion"]!));
        Assert.Equal(70, (int)v2["spec"]!["metrics"]![0]!["resource"]!["target"]!["averageUtilization"]!);
        Assert.Equal(70, (int)v1["spec"]!["targetCPUUtilizationPercentage"]!);
        Assert.Equal("autoscaling/v1", (string)(await server.GetAsync("/apis/autoscaling/v1" + path))["items"]![0]!["apiVersion"]!);
    }

    [Fact]
    public async Task A_service_account_gets_tokens_that_authenticate_it()
    {
        var home = await server.NamespaceAsync();
        await server.MustAsync(HttpMethod.Post, $"/api/v1/namespaces/{home}/serviceaccounts", """{"metadata":{"name":"robot"}}""");
        var token = (string)(await server.MustAsync(HttpMethod.Post, $"/api/v1/namespaces/{home}/serviceaccounts/robot/token", """{"spec":{"expirationSeconds":3600}}"""))["status"]!["token"]!;
        using var client = server.Client();
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        using var answer = await client.PostAsync("/apis/authentication.k8s.io/v1/selfsubjectreviews", new StringContent("{}", null, "application/json"));
        var review = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal($"system:serviceaccount:{home}:robot", (string)review["status"]!["userInfo"]!["username"]!);
        await server.MustAsync(HttpMethod.Delete, $"/api/v1/namespaces/{home}/serviceaccounts/robot");
        await server.GetAsync($"/api/v1/namespaces/{home}/serviceaccounts");
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/v1/namespaces")).StatusCode);
    }
}
