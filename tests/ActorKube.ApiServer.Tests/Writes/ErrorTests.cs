using System.Net;
using System.Text;
using ActorKube.ApiServer.Tests.Serving;

namespace ActorKube.ApiServer.Tests.Writes;

/// <summary>What a client did wrong is its own fault: a Status with upstream's reason, never a 500.</summary>
[Collection(ServedStoreCollection.Name)]
public sealed class ErrorTests(ServedStore server)
{
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";

    public static TheoryData<string, string, string?, string, int, string> Mistakes => new()
    {
        { "GET", ConfigMaps + "/none", null, "", 404, "NotFound" },
        { "POST", ConfigMaps, "{", "", 400, "BadRequest" },
        { "POST", ConfigMaps, "", "", 400, "BadRequest" },
        { "POST", ConfigMaps, "[]", "", 400, "BadRequest" },
        { "POST", ConfigMaps, "null", "", 400, "BadRequest" },
        { "POST", ConfigMaps, """{"kind":"Pod","metadata":{"name":"x"}}""", "", 400, "BadRequest" },
        { "POST", ConfigMaps, """{"apiVersion":"v2","metadata":{"name":"x"}}""", "", 400, "BadRequest" },
        { "POST", ConfigMaps, """{"metadata":{"name":"x","namespace":"other"}}""", "", 400, "BadRequest" },
        { "POST", ConfigMaps, """{"metadata":{"name":"X_Y"}}""", "", 422, "Invalid" },
        { "POST", ConfigMaps, """{"metadata":{}}""", "", 422, "Invalid" },
        { "POST", ConfigMaps, """{"metadata":{"name":7}}""", "", 400, "BadRequest" },
        { "POST", "/api/v1/namespaces/none/configmaps", """{"metadata":{"name":"x"}}""", "", 404, "NotFound" },
        { "POST", "/api/v1/configmaps", """{"metadata":{"name":"x"}}""", "", 400, "BadRequest" },
        { "POST", ConfigMaps, """{"metadata":{"name":"x"}}""", "text/html", 415, "UnsupportedMediaType" },
        { "POST", ConfigMaps, "a: [", "application/yaml", 400, "BadRequest" },
        { "POST", ConfigMaps, "k8s rubbish", "application/vnd.kubernetes.protobuf", 400, "BadRequest" },
        { "POST", ConfigMaps + "?dryRun=Some", """{"metadata":{"name":"x"}}""", "", 422, "Invalid" },
        { "POST", ConfigMaps + "?fieldValidation=Sometimes", """{"metadata":{"name":"x"}}""", "", 422, "Invalid" },
        { "PATCH", ConfigMaps + "/none", "{}", "application/json", 415, "UnsupportedMediaType" },
        { "PATCH", ConfigMaps + "/none", "{}", "application/merge-patch+json", 404, "NotFound" },
        { "PATCH", ConfigMaps + "/none", "{}", "application/apply-patch+yaml", 422, "Invalid" },
        { "PATCH", ConfigMaps + "/none?force=true", "{}", "application/merge-patch+json", 422, "Invalid" },
        { "PUT", ConfigMaps + "/none", """{"metadata":{"name":"none"}}""", "", 404, "NotFound" },
        { "PUT", ConfigMaps + "/none", """{"metadata":{"name":"another"}}""", "", 400, "BadRequest" },
        { "DELETE", ConfigMaps + "/none", null, "", 404, "NotFound" },
        { "DELETE", ConfigMaps + "/none", """{"propagationPolicy":"Sideways"}""", "", 422, "Invalid" },
        { "DELETE", ConfigMaps + "/none", """{"gracePeriodSeconds":"x"}""", "", 400, "BadRequest" },
        { "DELETE", "/api/v1/namespaces/default", null, "", 403, "Forbidden" },
        { "PUT", ConfigMaps, "{}", "", 405, "MethodNotAllowed" },
        { "POST", ConfigMaps + "/a", "{}", "", 405, "MethodNotAllowed" },
        { "DELETE", "/api/v1/namespaces", null, "", 405, "MethodNotAllowed" },
        { "GET", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", null, "", 405, "MethodNotAllowed" },
        { "GET", "/api/v1/namespaces/default/pods/none/eviction", null, "", 405, "MethodNotAllowed" },
        { "POST", "/api/v1/namespaces/default/pods/none/eviction", "{}", "", 404, "NotFound" },
        { "POST", "/api/v1/namespaces/default/pods/none/binding", """{"target":{"name":"n"}}""", "", 404, "NotFound" },
        { "POST", "/api/v1/namespaces/default/serviceaccounts/none/token", "{}", "", 404, "NotFound" },
    };

    [Theory, MemberData(nameof(Mistakes))]
    public async Task A_mistake_is_answered_with_its_reason(string method, string path, string? body, string contentType, int code, string reason)
    {
        var (answered, status) = await server.SendAsync(new HttpMethod(method), path, body, contentType: contentType.Length == 0 ? "application/json" : contentType);
        Assert.Equal((code, reason, "Failure"), ((int)answered, (string?)status["reason"], (string?)status["status"]));
        Assert.False(string.IsNullOrWhiteSpace((string?)status["message"]));
        Assert.Empty(server.Errors.Lines);
    }

    [Theory]
    [InlineData("/nothing")]
    [InlineData("/api/v1/nothing")]
    [InlineData("/api/v2/pods")]
    [InlineData("/apis/apps/v1/pods")]
    [InlineData("/api/v1/pods/x")]
    [InlineData("/api/v1/namespaces/a/nodes")]
    [InlineData("/api/v1/namespaces/a/pods/b/c")]
    [InlineData("/api/v1/namespaces/a/pods/b/log/d")]
    public async Task A_path_where_nothing_is_served_is_a_text(string path)
    {
        var (code, answer) = await server.SendAsync(HttpMethod.Get, path);
        Assert.Equal((HttpStatusCode.NotFound, "404 page not found\n"), (code, (string)answer["text"]!));
    }

    [Fact]
    public async Task A_name_that_is_taken_says_so_and_names_the_object()
    {
        var home = await server.NamespaceAsync();
        await server.ConfigMapAsync(home, "a");
        var (code, status) = await server.SendAsync(HttpMethod.Post, $"/api/v1/namespaces/{home}/configmaps", """{"metadata":{"name":"a"}}""");
        Assert.Equal((HttpStatusCode.Conflict, "AlreadyExists", "configmaps \"a\" already exists"), (code, (string)status["reason"]!, (string)status["message"]!));
        Assert.Equal("configmaps", (string)status["details"]!["kind"]!);
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_an_object_is_said_at_once_with_its_fields()
    {
        var (_, status) = await server.SendAsync(HttpMethod.Post, "/api/v1/namespaces/default/pods", """{"metadata":{"name":"BAD"},"spec":{"containers":[{"image":"x"}],"restartPolicy":"Maybe"}}""");
        var fields = status["details"]!["causes"]!.AsArray().Select(cause => (string)cause!["field"]!).ToList();
        Assert.Contains("metadata.name", fields);
        Assert.Contains("spec.containers[0].name", fields);
        Assert.Contains("spec.restartPolicy", fields);
        Assert.Equal(("Pod", "BAD"), ((string)status["details"]!["kind"]!, (string)status["details"]!["name"]!));
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_not_even_read()
    {
        var (code, status) = await server.SendAsync(HttpMethod.Post, ConfigMaps, $$$"""{"metadata":{"name":"x"},"data":{"x":"{{{new string('y', 4 << 20)}}}"}}""");
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "RequestEntityTooLarge"), (code, (string)status["reason"]!));
    }

    [Fact]
    public async Task A_body_that_is_too_deep_is_refused()
    {
        var deep = new StringBuilder("""{"metadata":{"name":"x"},"data":""").Append('[', 100_000).Append(']', 100_000).Append('}').ToString();
        var (code, _) = await server.SendAsync(HttpMethod.Post, ConfigMaps, deep);
        Assert.Equal(HttpStatusCode.BadRequest, code);
    }

    [Fact]
    public async Task What_cannot_be_accepted_is_said()
    {
        var (code, status) = await server.SendAsync(HttpMethod.Get, ConfigMaps, accept: "text/html");
        Assert.Equal((HttpStatusCode.NotAcceptable, "NotAcceptable"), (code, (string)status["reason"]!));
    }

    [Fact]
    public async Task Clients_may_be_refused_again_and_again_on_one_connection_before_they_sent_their_bodies()
    {
        using var http = server.Client(handler => handler.EnableMultipleHttp2Connections = false);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            for (var time = 0; time < 100; time++)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, ConfigMaps) { Version = HttpVersion.Version20, Content = new LateBody() };
                using var response = await http.SendAsync(request);
                Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            }
        }));
    }

    /// <summary>Sends its bytes only once the headers had time to be answered.</summary>
    private sealed class LateBody : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.FlushAsync();
            await Task.Delay(2);
            await stream.WriteAsync("{}"u8.ToArray());
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 2;
            return true;
        }
    }
}
