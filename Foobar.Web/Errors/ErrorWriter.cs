using Foobar.Web.Api;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Foobar.Web.Errors;

/// <summary>Writes an error in the form that the caller reads: JSON under the API's path, a page elsewhere.</summary>
internal static class ErrorWriter
{
    private const string View = "/Pages/Shared/Error.cshtml";

    /// <summary>Writes the usual error of this status.</summary>
    public static Task WriteAsync(HttpContext context, int status) => WriteAsync(context, Refused.For(status));

    /// <summary>Writes this error.</summary>
    public static Task WriteAsync(HttpContext context, Refused refused) =>
        ApiRoutes.Handles(context.Request.Path) ? refused.ExecuteAsync(context) : WritePageAsync(context, refused.Status);

    // The view is run as it is, not by sending the request through the pipeline again: that would sign the visitor in again,
    // and so ask the database that may be the very reason for the error.
    private static Task WritePageAsync(HttpContext context, int status)
    {
        var data = new ViewDataDictionary<int>(new EmptyModelMetadataProvider(), new ModelStateDictionary()) { Model = status };
        var view = new ViewResult { ViewName = View, ViewData = data, StatusCode = status };
        return view.ExecuteResultAsync(new ActionContext(context, context.GetRouteData(), new ActionDescriptor()));
    }
}
