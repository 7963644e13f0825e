using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using ActorKube.ApiServer.Tests.Serving;

namespace ActorKube.ApiServer.Tests.Reads;

/// <summary>https://kubernetes.io/docs/reference/using-api/api-concepts/.</summary>
[Collection(ServedStoreCollection.Name)]
public sealed class ListTests(ServedStore server)
{
    private const string Table = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";

    private static string[] Names(JsonObject list) => [.. list["items"]!.AsArray().Select(item => (string)item!["metadata"]!["name"]!)];

    [Fact]
    public async Task A_list_shows_what_was_written_just_before_it()
    {
        var home = await server.NamespaceAsync();
        for (var number = 0; number < 20; number++)
        {
            await server.ConfigMapAsync(home, $"c{number:00}");
            Assert.Equal(number + 1, Names(await server.GetAsync($"/api/v1/namespaces/{home}/configmaps")).Length);
        }
    }

    [Fact]
    public async Task Lists_are_in_order_of_namespace_and_name_and_name_their_kind_and_revision()
    {
        var (one, two) = (await server.NamespaceAsync(), await server.NamespaceAsync());
        await server.ConfigMapAsync(two, "a");
        await server.ConfigMapAsync(one, "b");
        await server.ConfigMapAsync(one, "a");
        var list = await server.GetAsync("/api/v1/configmaps");
        Assert.Equal(("ConfigMapList", "v1"), ((string)list["kind"]!, (string)list["apiVersion"]!));
        Assert.True(long.Parse((string)list["metadata"]!["resourceVersion"]!) > 0);
        var places = list["items"]!.AsArray().Select(item => $"{item!["metadata"]!["namespace"]}/{item["metadata"]!["name"]}").ToList();
        Assert.Equal(places.Order(StringComparer.Ordinal), places);
    }

    [Theory]
    [InlineData("labelSelector=tier%3Dweb", "a,c")]
    [InlineData("labelSelector=tier", "a,b,c")]
    [InlineData("labelSelector=tier%20in%20(db)", "b")]
    [InlineData("fieldSelector=metadata.name%3Db", "b")]
    [InlineData("fieldSelector=metadata.name%21%3Db&labelSelector=tier", "a,c")]
    [InlineData("fieldSelector=metadata.name%3Dnone", "")]
    public async Task Selectors_select(string query, string names)
    {
        var home = await server.NamespaceAsync();
        await server.ConfigMapAsync(home, "a", labels: """{"tier":"web"}""");
        await server.ConfigMapAsync(home, "b", labels: """{"tier":"db"}""");
        await server.ConfigMapAsync(home, "c", labels: """{"tier":"web"}""");
        await server.ConfigMapAsync(home, "d");
        Assert.Equal(names.Split(',', StringSplitOptions.RemoveEmptyEntries), Names(await server.GetAsync($"/api/v1/namespaces/{home}/configmaps?{query}")));
    }

    [Fact]
    public async Task Pages_show_one_moment_whatever_is_written_meanwhile()
    {
        var home = await server.NamespaceAsync();
        for (var number = 0; number < 7; number++)
            await server.ConfigMapAsync(home, $"c{number}");
        var path = $"/api/v1/namespaces/{home}/configmaps?limit=3";
        var page = await server.GetAsync(path);
        var first = (string)page["metadata"]!["resourceVersion"]!;
        Assert.Equal(4, (int)page["metadata"]!["remainingItemCount"]!);
        List<string> seen = [.. Names(page)];
        await server.MustAsync(HttpMethod.Delete, $"/api/v1/namespaces/{home}/configmaps/c5");
        await server.ConfigMapAsync(home, "c55");
        while ((string?)page["metadata"]!["continue"] is { } token)
        {
            page = await server.GetAsync($"{path}&continue={token}");
            Assert.Equal(first, (string)page["metadata"]!["resourceVersion"]!);
            seen.AddRange(Names(page));
        }
        Assert.Equal(["c0", "c1", "c2", "c3", "c4", "c5", "c6"], seen);
    }

    [Fact]
    public async Task A_page_of_a_moment_that_is_forgotten_is_gone_but_can_be_gone_on_with()
    {
        var home = await server.NamespaceAsync();
        foreach (var name in (string[])["a", "b", "c"])
            await server.ConfigMapAsync(home, name);
        var forgotten = new ApiServer.Reads.ContinueToken(new(1), $"{home}/a").Encode();
        var (code, status) = await server.SendAsync(HttpMethod.Get, $"/api/v1/namespaces/{home}/configmaps?limit=1&continue={forgotten}");
        Assert.Equal((HttpStatusCode.Gone, "Expired"), (code, (string)status["reason"]!));
        var rest = await server.GetAsync($"/api/v1/namespaces/{home}/configmaps?continue={status["metadata"]!["continue"]}");
        Assert.Equal(["b", "c"], Names(rest));
    }

    [Theory]
    [InlineData("limit=x", 400)]
    [InlineData("continue=rubbish", 400)]
    [InlineData("labelSelector=a%3D%3D%3Db", 400)]
    [InlineData("fieldSelector=data.x%3D1", 400)]
    [InlineData("resourceVersion=abc", 400)]
    [InlineData("resourceVersionMatch=Exact", 422)]
    [InlineData("resourceVersionMatch=Newest&resourceVersion=1", 422)]
    [InlineData("resourceVersionMatch=Exact&resourceVersion=1", 410)]
    [InlineData("resourceVersion=999999999", 504)]
    [InlineData("sendInitialEvents=true", 422)]
    public async Task Queries_that_make_no_sense_are_refused(string query, int code)
    {
        var (answered, status) = await server.SendAsync(HttpMethod.Get, $"/api/v1/configmaps?{query}");
        Assert.Equal((code, "Status", code), ((int)answered, (string)status["kind"]!, (int)status["code"]!));
    }

    [Fact]
    public async Task A_table_has_columns_cells_and_the_metadata_of_each_row()
    {
        var home = await server.NamespaceAsync();
        await server.ConfigMapAsync(home, "a");
        var table = await server.GetAsync($"/api/v1/namespaces/{home}/configmaps", Table);
        Assert.Equal("Table", (string)table["kind"]!);
        Assert.Equal(["Name", "Data", "Age"], table["columnDefinitions"]!.AsArray().Select(column => (string)column!["name"]!));
        var row = table["rows"]!.AsArray().Single()!;
        Assert.Equal(("a", 1), ((string)row["cells"]![0]!, (int)row["cells"]![1]!));
        Assert.Equal(("PartialObjectMetadata", home), ((string)row["object"]!["kind"]!, (string)row["object"]!["metadata"]!["namespace"]!));
        var whole = await server.GetAsync($"/api/v1/namespaces/{home}/configmaps/a?includeObject=Object", Table);
        Assert.Equal("1", (string)whole["rows"]![0]!["object"]!["data"]!["x"]!);
    }

    [Fact]
    public async Task Metadata_alone_can_be_asked_for()
    {
        var home = await server.NamespaceAsync();
        await server.ConfigMapAsync(home, "a");
        var list = await server.GetAsync($"/api/v1/namespaces/{home}/configmaps", "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1");
        Assert.Equal("PartialObjectMetadataList", (string)list["kind"]!);
        Assert.Equal(["kind", "apiVersion", "metadata"], list["items"]![0]!.AsObject().Select(field => field.Key));
    }

    [Fact]
    public async Task A_long_list_is_compressed_for_whoever_takes_gzip_and_a_short_one_is_not()
    {
        var home = await server.NamespaceAsync();
        await server.ConfigMapAsync(home, "small");
        Assert.Empty((await CompressedAsync(home)).Headers.ContentEncoding);
        await server.ConfigMapAsync(home, "large", new string('x', 200_000));
        var content = await CompressedAsync(home);
        Assert.Equal("gzip", Assert.Single(content.Headers.ContentEncoding));
        await using var plain = new GZipStream(await content.ReadAsStreamAsync(), CompressionMode.Decompress);
        Assert.Equal(["large", "small"], Names((await JsonNode.ParseAsync(plain))!.AsObject()));
    }

    private async Task<HttpContent> CompressedAsync(string home)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/namespaces/{home}/configmaps");
        request.Headers.AcceptEncoding.ParseAdd("gzip");
        return (await server.Http.SendAsync(request)).Content;
    }
}
