using ActorKube.ApiServer.Tests.Serving;

namespace ActorKube.ApiServer.Tests.Reads;

/// <summary>https://kubernetes.io/docs/reference/using-api/api-concepts/#efficient-detection-of-changes.</summary>
[Collection(ServedStoreCollection.Name)]
public sealed class WatchTests(ServedStore server)
{
    private static string Path(string home, string query) => $"/api/v1/namespaces/{home}/configmaps?watch=true&{query}";

    private async Task<string> RevisionAsync(string home) => (string)(await server.GetAsync($"/api/v1/namespaces/{home}/configmaps"))["metadata"]!["resourceVersion"]!;

    private Task LabelAsync(string home, string name, string value) => server.MustAsync(
        HttpMethod.Put, $"/api/v1/namespaces/{home}/configmaps/{name}", $$$$"""{"metadata":{"name":"{{{{name}}}}","labels":{"l":"{{{{value}}}}"}}}""");

    [Theory]
    [InlineData("")]
    [InlineData("resourceVersion=0")]
    public async Task Without_a_revision_the_present_objects_come_first(string query)
    {
        var home = await server.NamespaceAsync();
        await server.ConfigMapAsync(home, "a");
        await server.GetAsync($"/api/v1/namespaces/{home}/configmaps");
        await using var watch = await WatchStream.OpenAsync(server, Path(home, query));
        Assert.Equal("ADDED a", await watch.NextNameAsync());
        await server.ConfigMapAsync(home, "b");
        Assert.Equal("ADDED b", await watch.NextNameAsync());
    }

    [Fact]
    public async Task From_a_revision_on_every_change_comes_once_and_in_order()
    {
        var home = await server.NamespaceAsync();
        await server.ConfigMapAsync(home, "a");
        var from = await RevisionAsync(home);
        await server.ConfigMapAsync(home, "b");
        await LabelAsync(home, "a", "1");
        await server.MustAsync(HttpMethod.Delete, $"/api/v1/namespaces/{home}/configmaps/b");
        await using var watch = await WatchStream.OpenAsync(server, Path(home, $"resourceVersion={from}"));
        Assert.Equal("ADDED b", await watch.NextNameAsync());
        Assert.Equal("MODIFIED a", await watch.NextNameAsync());
        Assert.Equal("DELETED b", await watch.NextNameAsync());
        await server.ConfigMapAsync(home, "c");
        Assert.Equal("ADDED c", await watch.NextNameAsync());
    }

    [Fact]
    public async Task What_begins_to_match_is_added_and_what_ceases_to_is_deleted_in_its_last_matching_state()
    {
        var home = await server.NamespaceAsync();
        await server.ConfigMapAsync(home, "a");
        await using var watch = await WatchStream.OpenAsync(server, Path(home, $"labelSelector=l%3D1&resourceVersion={await RevisionAsync(home)}"));
        await LabelAsync(home, "a", "1");
        Assert.Equal("ADDED a", await watch.NextNameAsync());
        await LabelAsync(home, "a", "2");
        var deleted = (await watch.NextAsync())!;
        Assert.Equal(("DELETED", "1"), ((string)deleted["type"]!, (string)deleted["object"]!["metadata"]!["labels"]!["l"]!));
        Assert.Equal(await RevisionAsync(home), (string)deleted["object"]!["metadata"]!["resourceVersion"]!);
        await LabelAsync(home, "a", "3");
        await LabelAsync(home, "a", "1");
        Assert.Equal("ADDED a", await watch.NextNameAsync());
    }

    [Fact]
    public async Task A_client_can_ask_for_the_present_objects_and_a_mark_behind_them()
    {
        var home = await server.NamespaceAsync();
        await server.ConfigMapAsync(home, "a");
        await using var watch = await WatchStream.OpenAsync(
            server, Path(home, "sendInitialEvents=true&allowWatchBookmarks=true&resourceVersionMatch=NotOlderThan"));
        Assert.Equal("ADDED a", await watch.NextNameAsync());
        var mark = (await watch.NextAsync())!;
        Assert.Equal("BOOKMARK", (string)mark["type"]!);
        Assert.Equal("true", (string)mark["object"]!["metadata"]!["annotations"]!["k8s.io/initial-events-end"]!);
    }

    [Fact]
    public async Task A_revision_that_is_too_old_is_an_error_in_the_stream()
    {
        var home = await server.NamespaceAsync();
        server.Gateway.Cache.Of(Model.Kinds.KindCatalogue.PodTemplate).Replace([], [], new(5), new(5));
        await using var watch = await WatchStream.OpenAsync(server, $"/api/v1/namespaces/{home}/podtemplates?watch=1&resourceVersion=4");
        var error = (await watch.NextAsync())!;
        Assert.Equal(("ERROR", "Expired", 410), ((string)error["type"]!, (string)error["object"]!["reason"]!, (int)error["object"]!["code"]!));
        Assert.Null(await watch.NextAsync());
    }

    [Fact]
    public async Task The_stream_ends_by_itself_after_its_time_with_a_bookmark_for_whoever_wants_one()
    {
        var home = await server.NamespaceAsync();
        await using var watch = await WatchStream.OpenAsync(server, Path(home, "timeoutSeconds=1&allowWatchBookmarks=true"));
        Assert.Equal("BOOKMARK", (string)(await watch.NextAsync())!["type"]!);
        Assert.Null(await watch.NextAsync());
    }

    [Fact]
    public async Task A_watch_of_a_table_sends_tables_of_one_row_with_columns_in_the_first()
    {
        var home = await server.NamespaceAsync();
        await server.ConfigMapAsync(home, "a");
        await server.ConfigMapAsync(home, "b");
        await server.GetAsync($"/api/v1/namespaces/{home}/configmaps");
        await using var watch = await WatchStream.OpenAsync(server, Path(home, ""), "application/json;as=Table;v=v1;g=meta.k8s.io,application/json");
        var (first, second) = ((await watch.NextAsync())!, (await watch.NextAsync())!);
        Assert.Equal((3, "a"), (first["object"]!["columnDefinitions"]!.AsArray().Count, (string)first["object"]!["rows"]![0]!["cells"]![0]!));
        Assert.Equal((0, "b"), (second["object"]!["columnDefinitions"]!.AsArray().Count, (string)second["object"]!["rows"]![0]!["cells"]![0]!));
    }

    [Fact]
    public async Task One_object_can_be_watched_by_its_name()
    {
        var home = await server.NamespaceAsync();
        await server.ConfigMapAsync(home, "a");
        await using var watch = await WatchStream.OpenAsync(server, Path(home, $"fieldSelector=metadata.name%3Da&resourceVersion={await RevisionAsync(home)}"));
        await server.ConfigMapAsync(home, "b");
        await LabelAsync(home, "a", "1");
        Assert.Equal("MODIFIED a", await watch.NextNameAsync());
    }
}
