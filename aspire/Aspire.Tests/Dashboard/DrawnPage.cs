extern alias dashboard;

// What a renderer is told is not meant for applications; the test is about just that.
#pragma warning disable BL0006

using System.Runtime.ExceptionServices;
using dashboard::Aspire.Dashboard;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.RenderTree;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.JSInterop;

namespace Aspire.Tests.Dashboard;

/// <summary>A page of the dashboard as its server draws it, without a browser.</summary>
internal sealed class DrawnPage : IAsyncDisposable
{
    private readonly WebApplication _dashboard;
    private readonly AsyncServiceScope _scope;
    private readonly Drawer _drawer;
    private readonly int _page;

    private DrawnPage(WebApplication dashboard, AsyncServiceScope scope, Type page, Action<IServiceProvider> prepare)
    {
        (_dashboard, _scope) = (dashboard, scope);
        prepare(Services);
        _drawer = new Drawer(Services);
        _page = _drawer.Add(page);
    }

    /// <summary>The services of one browser.</summary>
    public IServiceProvider Services => _scope.ServiceProvider;

    /// <summary>How many handlers of events the page has had.</summary>
    public int Handlers => _drawer.Handlers;

    /// <summary>How many of them are not any more.</summary>
    public int ForgottenHandlers => _drawer.ForgottenHandlers;

    /// <summary>How often a component was drawn.</summary>
    public int Drawings => _drawer.Drawings;

    /// <summary>Draws the page at this address.</summary>
    public static async Task<DrawnPage> DrawAsync(Type page, string address, Action<IServiceProvider> prepare)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        (builder.Configuration["Dashboard:ResourceServiceClient:Url"], builder.Configuration["Dashboard:ResourceServiceClient:ApiKey"]) = ("http://127.0.0.1:1", "key");
        builder.AddDashboard();
        builder.Services.AddScoped<NavigationManager>(_ => new Address(address));
        builder.Services.AddScoped<IJSRuntime, NoBrowser>();
        var dashboard = builder.Build();
        var drawn = new DrawnPage(dashboard, dashboard.Services.CreateAsyncScope(), page, prepare);
        await drawn.DrawAsync();
        return drawn;
    }

    /// <summary>Draws it, or draws it anew.</summary>
    public Task DrawAsync() => _drawer.DrawAsync(_page);

    public async ValueTask DisposeAsync()
    {
        await _drawer.DisposeAsync();
        await _scope.DisposeAsync();
        await _dashboard.DisposeAsync();
    }

    private sealed class Drawer(IServiceProvider services) : Renderer(services, services.GetRequiredService<ILoggerFactory>())
    {
        public int Handlers { get; private set; }

        public int ForgottenHandlers { get; private set; }

        public int Drawings { get; private set; }

        public override Dispatcher Dispatcher { get; } = Dispatcher.CreateDefault();

        protected override RendererInfo RendererInfo { get; } = new("Server", isInteractive: true);

        public int Add(Type page) => AssignRootComponentId(InstantiateComponent(page));

        public Task DrawAsync(int page) => Dispatcher.InvokeAsync(() => RenderRootComponentAsync(page, ParameterView.Empty));

        protected override void HandleException(Exception exception) => ExceptionDispatchInfo.Throw(exception);

        protected override Task UpdateDisplayAsync(in RenderBatch renderBatch)
        {
            Drawings += renderBatch.UpdatedComponents.Count;
            ForgottenHandlers += renderBatch.DisposedEventHandlerIDs.Count;
            Handlers += renderBatch.ReferenceFrames.Array.Take(renderBatch.ReferenceFrames.Count).Count(frame => frame is { FrameType: RenderTreeFrameType.Attribute, AttributeEventHandlerId: > 0 });
            return Task.CompletedTask;
        }
    }

    private sealed class Address : NavigationManager
    {
        public Address(string address) => Initialize("http://localhost/", $"http://localhost{address}");
    }

    private sealed class NoBrowser : IJSRuntime
    {
        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => throw new JSDisconnectedException("There is no browser.");

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) => InvokeAsync<TValue>(identifier, args);
    }
}
